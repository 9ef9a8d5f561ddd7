/*
 * The renewal protocol on many hosts: they share one stored session and its lock, which is a row, in one database; and one server that
 * rotates refresh tokens. README.md says what stands for what and what is checked; `check` runs it.
 *
 * Environment, beside what is always there (hosts are killed, statements and requests fail, or are done but reported as failed):
 *   RESTARTS       the database stops and starts again; what was not synced may be lost
 *   CUTS           an owner's link to the database may be cut for so long that another host takes over; the server is reached all the same
 *   GRACE          the server takes a superseded refresh token for a while
 *   OUTLASTS       that while lasts as long as the token is stored, or still to be stored, or a request with it is under way
 *   SLOW           as OUTLASTS, but a request may be under way for longer than that
 *   LATE           a request may arrive after its host has given it up or was killed
 *   PATIENT        no host is killed, no answer is lost, and five minutes are enough to save
 *   PAUSES         a host may stand still between the last check and the sending, for as long as a takeover takes
 *   FAILOVER       a restarted database may have lost the last commit of a document, which was synced
 *   NO_PEOPLE      nobody logs in or out
 * The protocol, changed:
 *   GIVES_UP       an owner that cannot raise its count gives up its request, before anybody may take over
 * The protocol, broken:
 *   NO_HEARTBEAT   the count is not raised
 *   CLOCKS         nobody watches: a takeover is due by the clock of the host that waits
 *   GAPS           a watch goes on although the database did not answer in between
 *   NO_CAS         a takeover does not compare the mark and the count
 *   NO_FENCE       saves are not fenced by the lock
 *   NO_CHECK       after preparing, nobody asks whether the lock is still held
 *   DOUBT_RELEASES a lock that may still be held is released before tokens that are not stored are renewed
 *   UNSYNCED       what prepares a save is not synced
 *   FREE_MARK      the mark of a logout is not fenced by the lock
 * A stronger rule, for rows where it holds and where it cannot:
 *   NO_REUSE       the server never sees reuse
 */

#ifndef HOSTS
#define HOSTS 2
#endif
#ifndef GENERATIONS
#define GENERATIONS 3
#endif
#define ROUNDS 1 /* Renewal.MOST_ROUNDS is 4; the states are fewer, the paths the same */
#define SLOTS (GENERATIONS + 1)

/* A session is the number of its refresh token, 1 to GENERATIONS. 0: none. CLEARED: the same without its refresh token. */
#define CLEARED 16
#define refreshTokenOf(session) ((session) >= CLEARED -> 0 : (session))
#define numberOf(session) ((session) >= CLEARED -> (session) - CLEARED : (session))
#define familyOf(session) family[numberOf(session)]
#define isStill(now, before) ((before) != 0 && ((now) == (before) || (now) == CLEARED + (before)))

/* What else a server answers. */
#define NOTHING_YET 0
#define TRY_LATER 30
#define INVALID_GRANT 31

#ifdef PATIENT
#define FAULT false
#else
#define FAULT true
#endif
#if defined(PATIENT) && !defined(RESTARTS) && !defined(CUTS)
#define FAILS false
#else
#define FAILS true /* a statement */
#endif
#ifdef NO_PEOPLE
#define HAS_PEOPLE false
#else
#define HAS_PEOPLE true
#endif
#ifdef LATE
#define MAY_BE_LATE true
#else
#define MAY_BE_LATE false
#endif

#define MUST(condition, rule) if :: (condition) :: else -> printf(rule); assert(false) fi

/* ---------------------------------------------------------------------------------------------------- the database */

byte store = 1;   /* latchkey_session.document */
bool ending;      /* a logout has begun: readers do not find it */
byte preparing;   /* the mark of a save: the host whose place it is (from 1), or 0: what others left does not matter */
byte committed;   /* the host whose latest save is what is stored, while that host does not know it; 0: none */
byte lock;        /* latchkey_lock.mark: 0 for no row, the host that holds it (from 1), or NOBODY: its owner is dead, or does not know */
#define NOBODY 9
#ifdef RESTARTS
byte lockSynced;  /* what of that a crash of the database leaves */
#endif
#ifdef GAPS
bool gap;         /* the database did not answer since the owner raised its count */
#endif
#ifdef NO_CAS
bool judged[HOSTS];
#endif
#ifdef FAILOVER
byte storeBefore;
#endif

#define loaded (ending -> 0 : store)

/* The server's view of each refresh token. */
#define ACTIVE 1
#define IN_GRACE 2
#define SUPERSEDED 3
byte issued = 1;
byte token[SLOTS];
byte family[SLOTS];
byte successor[SLOTS];
bool revoked[SLOTS]; /* by family */
byte families = 1;
byte late;           /* a request that was given up, or whose host was killed, still on its way */

/* Ghosts: what became of an answer, for rule (d). They guide no step. */
#define PENDING 0
#define ANSWER_LOST 1
#define HOLDER_DIED 2
#define GIVEN_UP 3   /* could not be saved, and five minutes are over */
#define CUT_OFF 4    /* its host was cut off from the database until another host took over */
byte fate[SLOTS];
bool ended[SLOTS];   /* by family: revoked by a logout */

/* ---------------------------------------------------------------------------------------------------------- a host */

mtype = {
    idle, wants_lock, reads, prepares, checks, locks_again, sends, waits, compares, saves, keeps, looks, looks_again, clears,
    logout_wants_lock, logout_reads, logout_marks, logout_revokes, logout_deletes, logout_deletes_first, logout_revokes_after,
    login_wants_lock, login_prepares, login_saves
};

typedef Host {
    mtype step = idle;
    byte sent;       /* the refresh token sent; a logout's: what is stored */
    byte expected;   /* the one that the save may replace */
    byte answer;
    byte replaces;   /* Place.replaces */
    bool placed;     /* LockedSession.place */
    bool keeping;    /* memory is not stored yet, and the lock is kept */
    byte rounds;
    bool replaced;   /* ghost: another took over while this one was cut off */
};
Host host[HOSTS];
byte memory[HOSTS];      /* SessionMemory.current.session; during a renewal, what was found wanting */
byte unsavedOver[HOSTS]; /* SessionMemory.current.unsavedOver */

#define me host[i]
#define my_memory memory[i]
#define my_unsavedOver unsavedOver[i]

/* Used within one step only, and 0 between steps. */
byte verdict;
byte n;
byte k;

/* ------------------------------------------------------------------------------------------------------ the server */

inline issue(f) {
    issued++;
    n = issued;
    family[n] = f;
    token[n] = ACTIVE
}

/* Revokes the family n. What the server knew of it does not count any more; without it there are fewer states. */
inline revoke() {
    revoked[n] = true;
    k = 1;
    do
    :: k <= issued ->
        if
        :: family[k] == n ->
            token[k] = SUPERSEDED;
            successor[k] = 0;
            fate[k] = 0
        :: else
        fi;
        k++
    :: else -> break
    od;
    k = 0;
    n = 0
}

inline revokeFamilyOf(session) {
    n = familyOf(session);
    revoke()
}

inline rotate(g) {
    issue(family[g]);
    k = 1;
    do
    :: k < n ->
        if
        :: family[k] == family[n] && (token[k] == ACTIVE || k == g) ->
            successor[k] = n;
#ifdef GRACE
            token[k] = IN_GRACE
#else
            token[k] = SUPERSEDED
#endif
        :: else
        fi;
        k++
    :: else -> break
    od;
    k = 0
}

/* Sets the verdict: a new session's number, INVALID_GRANT or TRY_LATER. */
inline serve(g, isExcused) {
    if
    :: revoked[family[g]] ->
        verdict = INVALID_GRANT;
        printf("    server: R%d belongs to a revoked family: invalid_grant\n", g)
    :: else ->
        if
        :: token[g] == SUPERSEDED ->
            printf("    server: R%d was superseded by R%d: REUSE, family revoked\n", g, successor[g]);
#ifdef NO_REUSE
            MUST(false, "BROKEN (l) a login is lost\n");
#endif
            MUST((isExcused) || fate[successor[g]] != PENDING, "BROKEN (d) reuse that nothing explains\n");
            n = family[g];
            revoke();
            verdict = INVALID_GRANT
        :: token[g] != SUPERSEDED && issued < GENERATIONS ->
            rotate(g);
            verdict = n;
            n = 0;
            printf("    server: R%d -> R%d\n", g, verdict)
        :: token[g] != SUPERSEDED ->
            verdict = TRY_LATER;
            printf("    server: try later\n")
        fi
    fi
}

inline answerTo(i) {
    atomic {
        me.step == waits && me.answer == NOTHING_YET ->
        serve(me.sent, me.replaced);
        me.answer = verdict;
        if
        :: me.replaced && verdict < TRY_LATER -> fate[verdict] = CUT_OFF
        :: else
        fi;
        verdict = 0
    }
}

#define isUnderWay(i, g) (host[i].sent == g && (host[i].step == sends || host[i].step == waits && host[i].answer == NOTHING_YET))
#define isUnsaved(i, g) (host[i].answer == g || unsavedOver[i] != 0 && memory[i] == g)
#if HOSTS > 2
#define isSent(g) (late == g || isUnderWay(0, g) || isUnderWay(1, g) || isUnderWay(2, g))
#define isToBeRepeated(g) (store == g || isUnsaved(0, g) || isUnsaved(1, g) || isUnsaved(2, g))
#else
#define isSent(g) (late == g || isUnderWay(0, g) || isUnderWay(1, g))
#define isToBeRepeated(g) (store == g || isUnsaved(0, g) || isUnsaved(1, g))
#endif
#if defined(SLOW)
#define mustLast(g) isToBeRepeated(g)
#elif defined(OUTLASTS)
#define mustLast(g) (isToBeRepeated(g) || isSent(g))
#else
#define mustLast(g) false
#endif

inline graceEnds(g) {
    atomic {
        token[g] == IN_GRACE && !mustLast(g) ->
        token[g] = SUPERSEDED;
        printf("    server: R%d's grace is over\n", g)
    }
}

active proctype Server() {
    do
    :: answerTo(0)
    :: answerTo(1)
#if HOSTS > 2
    :: answerTo(2)
#endif
    :: atomic {
        late != 0 ->
        printf("    a late request arrives\n");
        serve(late, true);
        if
        :: verdict < TRY_LATER -> fate[verdict] = ANSWER_LOST
        :: else
        fi;
        verdict = 0;
        late = 0
    }
#ifdef GRACE
    :: graceEnds(1)
    :: graceEnds(2)
#if GENERATIONS > 3
    :: graceEnds(3)
#endif
#endif
    od
}

/* ----------------------------------------------------------------------------------------- the database's own behaviour */

/* A statement that is synced, and everything before it. */
inline sync() {
#ifdef RESTARTS
    lockSynced = lock
#else
    skip
#endif
}

#ifdef RESTARTS
active proctype Database() {
    do
    :: atomic {
        lock != lockSynced ->
        printf("    the database crashes\n");
        if
        :: lock = lockSynced
        :: lock = 0
        fi;
        lockSynced = lock
    }
#ifdef GAPS
    :: atomic {
        lock != 0 && lock != NOBODY && !gap ->
        printf("    the database stands still for a while\n");
        gap = true
    }
#endif
#ifdef FAILOVER
    :: atomic {
        storeBefore != 0 ->
        printf("    R%d is stored again: the last commit is lost\n", storeBefore);
        store = storeBefore;
        storeBefore = 0
    }
#endif
    od
}
#endif

/* ------------------------------------------------------------------------------------------------ parts of a host's life */

/* The request is on its way, or its answer is: whoever waited for it does so no more. */
inline abandonCall(i, why) {
    if
    :: me.answer == NOTHING_YET ->
        if
        :: MAY_BE_LATE && late == 0 -> late = me.sent
        :: true /* it never arrives */
        fi
    :: me.answer != NOTHING_YET && me.answer < TRY_LATER -> fate[me.answer] = why
    :: me.answer >= TRY_LATER
    fi
}

/* What no one can ever send again, and what only explained it, is forgotten: the states become fewer and no behaviour is lost. */
#ifdef FAILOVER
#define isStoredSomewhere(g) (store == g || storeBefore == g)
#else
#define isStoredSomewhere(g) (store == g)
#endif
#define has(i, g) (host[i].sent == g || host[i].answer == g || memory[i] == g)
#define hasFamily(i, f) (familyOf(host[i].sent) == f || familyOf(memory[i]) == f \
    || (host[i].answer < TRY_LATER && familyOf(host[i].answer) == f))
#if HOSTS > 2
#define isHeld(g) (isStoredSomewhere(g) || late == g || has(0, g) || has(1, g) || has(2, g))
#define isFamilyHeld(f) (familyOf(late) == f || hasFamily(0, f) || hasFamily(1, f) || hasFamily(2, f))
#else
#define isHeld(g) (isStoredSomewhere(g) || late == g || has(0, g) || has(1, g))
#define isFamilyHeld(f) (familyOf(late) == f || hasFamily(0, f) || hasFamily(1, f))
#endif
inline tidy() {
    d_step {
        k = 1;
        do
        :: k <= issued ->
            if
            :: isHeld(k) -> n = n | (1 << k) | (1 << successor[k])
            :: else -> successor[k] = 0; if :: token[k] != ACTIVE -> token[k] = SUPERSEDED :: else fi
            fi;
            k++
        :: else -> break
        od;
        k = 1;
        do
        :: k <= issued ->
            if
            :: (n & (1 << k)) == 0 -> fate[k] = 0
            :: else
            fi;
            k++
        :: else -> break
        od;
        k = 1;
        do
        :: k <= families ->
            if
            :: familyOf(store) == k
            :: else ->
                ended[k] = false;
                if
                :: isFamilyHeld(k)
                :: else -> revoked[k] = false
                fi
            fi;
            k++
        :: else -> break
        od;
        k = 0;
        n = 0
    }
}

/* The lease, and with it the place, are given up. Their rows may stay, with marks that nobody has any more. */
inline giveUpPlace(i) {
    me.placed = false;
    me.replaces = 0;
    committed = (committed == i + 1 -> 0 : committed);
    preparing = (preparing == i + 1 -> 0 : preparing)
}

inline forgetLease(i) {
#ifdef RESTARTS
    lockSynced = (lockSynced == i + 1 -> NOBODY : lockSynced);
#endif
#ifdef NO_CAS
    judged[i] = false
#else
    skip
#endif
}

inline giveUpLease(i) {
    if
    :: lock == i + 1 ->
        lock = 0;
        printf("P%d: releases\n", i + 1)
    :: lock == i + 1 && FAILS -> lock = NOBODY
    :: lock != i + 1
    fi;
    forgetLease(i)
}

inline clearLocals(i) {
    me.sent = 0;
    me.expected = 0;
    me.answer = 0;
    me.keeping = false;
    me.replaced = false;
    me.rounds = 0
}

inline end(i) {
    giveUpPlace(i);
    giveUpLease(i);
    clearLocals(i);
    me.step = idle;
    tidy()
}

inline kill(i) {
    printf("P%d: KILLED\n", i + 1);
    if
    :: me.step == waits -> abandonCall(i, HOLDER_DIED)
    :: me.step == compares || me.step == saves -> fate[me.answer] = HOLDER_DIED
    :: else
    fi;
    if
    :: my_unsavedOver != 0 && store != my_memory -> fate[my_memory] = HOLDER_DIED
    :: else
    fi;
    giveUpPlace(i);
    lock = (lock == i + 1 -> NOBODY : lock);
    forgetLease(i);
    clearLocals(i);
    me.step = idle;
    my_memory = 0;
    my_unsavedOver = 0;
    tidy()
}

inline remember(i, session, over) {
    my_memory = session;
    my_unsavedOver = over
}

inline forget(i) {
    if
    :: my_unsavedOver != 0 && my_unsavedOver == refreshTokenOf(loaded) && fate[my_memory] == GIVEN_UP ->
        fate[my_memory] = PENDING /* dropped while it counted: a reuse that follows is this host's fault */
    :: else
    fi;
    remember(i, 0, 0)
}

inline endForgetting(i) {
    forget(i);
    end(i)
}

inline endWith(i, session, over) {
    remember(i, session, over);
    end(i)
}

/* Back to what is still to be stored: it has neither been sent nor answered. */
inline keep(i) {
    me.keeping = true;
    me.sent = 0;
    me.expected = 0;
    me.answer = 0;
    me.rounds = 0;
    me.step = keeps
}

inline fail(i) {
    if
    :: me.keeping -> keep(i)
    :: else -> end(i)
    fi
}

inline nextRound(i) {
    if
    :: me.rounds < ROUNDS ->
        me.rounds++;
        me.answer = 0;
        me.sent = 0;
        me.expected = 0;
        me.step = reads
    :: else -> fail(i)
    fi
}

#define isAhead (my_unsavedOver != 0 && isStill(loaded, my_unsavedOver))
#define isAsSeen (my_unsavedOver == 0 && loaded == my_memory)

/* SessionStore.prepare and the read that follows. */
inline makePlace(i) {
    preparing = i + 1;
    committed = (committed == i + 1 -> 0 : committed);
    me.placed = true;
    me.replaces = loaded;
#ifndef UNSYNCED
    sync()
#endif
}

#ifdef NO_FENCE
#define isFenced true
#else
#define isFenced (lock == i + 1)
#endif
#define isMine (preparing == i + 1)

/* What was superseded by tokens that were never stored and are renewed by now waits for the newer ones. */
inline inheritAll(i) {
    k = 1;
    do
    :: k <= issued ->
        if
        :: my_unsavedOver != 0 && successor[k] == my_memory -> successor[k] = me.answer
        :: else
        fi;
        k++
    :: else -> break
    od;
    k = 0
}

/* Renewal.storedLater: the new tokens are used from now on, and saving them is tried again under the lock. */
inline keepUnsaved(i) {
    printf("P%d: cannot save R%d, keeps it in memory over R%d\n", i + 1, me.answer, me.expected);
    inheritAll(i);
    remember(i, me.answer, me.expected);
    keep(i)
}

/* PreparedSave.commit, by a renewal: rule (b). */
inline commit(i) {
    printf("P%d: saves R%d over R%d\n", i + 1, me.answer, refreshTokenOf(loaded));
    MUST(loaded != 0, "BROKEN (b) a logged-out session comes back\n");
    MUST(familyOf(store) == family[me.answer], "BROKEN (b) another login's session is overwritten\n");
    MUST(numberOf(store) <= me.answer, "BROKEN (b) a newer session is overwritten\n");
#ifdef FAILOVER
    storeBefore = store;
#endif
    store = me.answer;
    fate[me.answer] = PENDING;
    preparing = 0;
    sync()
}

/* Rule (h): what a reader finds. */
#define MUST_NOT_BE_ENDED MUST(loaded == 0 || !ended[familyOf(loaded)], "BROKEN (h) a session that a logout revoked is found\n")

/*
 * JdbcSessionLock.isTaken: whether the owner's count stood still for three seconds, watched by this host's own clock, while the database
 * answered. Time is left out: an owner that lives and reaches the database raises its count sooner than that. What it asks the
 * server for, it sends within that time after the check, which is a sign of life: unless it stands still itself.
 */
#if defined(NO_HEARTBEAT) || defined(CLOCKS) || defined(CUTS)
#define isDue true
#elif defined(GAPS)
#define isDue (lock == NOBODY || gap)
#else
#define isDue (lock == NOBODY)
#endif
#define stepOf(owner) host[(owner) - 1].step
#if defined(GIVES_UP)
#define isBusy(owner) ((owner) != NOBODY && (stepOf(owner) == sends || stepOf(owner) == waits && host[(owner) - 1].answer == NOTHING_YET))
#elif defined(PAUSES)
#define isBusy(owner) false
#else
#define isBusy(owner) ((owner) != NOBODY && stepOf(owner) == sends)
#endif

inline replaceOwner(i) {
#ifdef CUTS
    if
    :: lock != NOBODY ->
        host[lock - 1].replaced = true;
        if
        :: host[lock - 1].answer != NOTHING_YET && host[lock - 1].answer < TRY_LATER -> fate[host[lock - 1].answer] = CUT_OFF
        :: else
        fi;
        if
        :: unsavedOver[lock - 1] != 0 && store != memory[lock - 1] -> fate[memory[lock - 1]] = CUT_OFF
        :: else
        fi
    :: else
    fi;
#endif
    printf("P%d: takes over from P%d\n", i + 1, lock)
}

/* The row is ours: the answer said so, or it was lost and nobody ever hears of it. */
inline taken(i, next) {
#ifdef GAPS
    gap = false;
#endif
    if
    :: lock = i + 1;
        me.replaced = false;
        printf("P%d: locks\n", i + 1);
        me.step = next
    :: FAILS ->
        lock = NOBODY;
        printf("P%d: locks, and does not learn it\n", i + 1);
        fail(i)
    fi
}

/* JdbcSessionLock.acquire */
inline acquire(i, waiting, next) {
    atomic {
        me.step == waiting ->
        if
        :: lock == 0 -> taken(i, next)
#ifdef NO_CAS
        :: lock != 0 && lock != i + 1 && isDue && !isBusy(lock) && !judged[i] -> judged[i] = true
        :: lock != 0 && lock != i + 1 && judged[i] && !isBusy(lock) ->
            judged[i] = false;
#else
        :: lock != 0 && lock != i + 1 && isDue && !isBusy(lock) ->
#endif
            replaceOwner(i);
            taken(i, next)
        :: FAILS -> fail(i) /* the limit is over, or the database is not reached */
        fi
    }
}

/* ---------------------------------------------------------------------------------------------------------- a host */

proctype Process(byte i) {
    do
    /* --- AuthSession.usable; SessionMemory.reload also where another host's change was told */
    :: atomic {
        me.step == idle ->
        if
        :: true /* used, or: login required */
        :: my_memory != loaded && !isAhead ->
            MUST_NOT_BE_ENDED;
            remember(i, loaded, 0);
            tidy()
        fi
    }
    :: atomic {
        me.step == idle && refreshTokenOf(my_memory) != 0 ->
        me.step = wants_lock;
        printf("P%d: has R%d, wants to renew\n", i + 1, my_memory)
    }

    /* --- Renewal.run, Renewal.renewed */
    :: acquire(i, wants_lock, reads)
    :: atomic {
        me.step == reads ->
        if
        :: true ->
            printf("P%d: reads that R%d is stored\n", i + 1, refreshTokenOf(loaded));
            MUST_NOT_BE_ENDED;
            if
            :: loaded == 0 -> endForgetting(i)
            :: loaded != 0 && isAhead ->
                me.sent = my_memory;
                me.expected = my_unsavedOver;
                me.step = prepares
            :: loaded != 0 && !isAhead && !isAsSeen ->
                printf("P%d: adopts it\n", i + 1);
                endWith(i, loaded, 0)
            :: loaded >= CLEARED && !isAhead -> endForgetting(i)
            :: loaded != 0 && loaded < CLEARED && !isAhead ->
                me.sent = loaded;
                me.expected = loaded;
                me.step = prepares
            fi
        :: FAILS -> fail(i)
        fi
    }
    :: atomic {
        me.step == prepares ->
        if
        :: isFenced ->
            makePlace(i);
            me.step = checks
        :: !isFenced ->
            printf("P%d: has lost the lock, cannot prepare\n", i + 1);
            fail(i)
        :: FAILS -> fail(i)
        :: isFenced && FAILS ->
            preparing = NOBODY;
            sync();
            fail(i)
        fi
    }
    :: atomic {
        me.step == checks ->
        if
#ifdef NO_CHECK
        :: me.step = sends
#else
        :: lock == i + 1 ->
            if
            :: isStill(me.replaces, me.expected) -> me.step = sends
            :: else -> nextRound(i)
            fi
        :: lock != i + 1 ->
            printf("P%d: has lost the lock\n", i + 1);
            giveUpPlace(i);
            me.step = locks_again
        :: FAILS -> /* it cannot be told */
            if
#ifndef DOUBT_RELEASES
            :: me.sent != me.expected -> fail(i)
            :: else ->
#else
            :: true ->
#endif
                giveUpPlace(i);
                giveUpLease(i);
                me.step = locks_again
            fi
#endif
        fi
    }
    :: acquire(i, locks_again, reads)
    :: atomic {
        me.step == sends ->
        printf("P%d: sends R%d\n", i + 1, me.sent);
        MUST(!(store != 0 && familyOf(store) == family[me.sent] && numberOf(store) > me.sent),
            "BROKEN (a) a superseded refresh token is sent though a newer one is stored\n");
#ifndef FAILOVER
        MUST(isStill(loaded, me.expected), "BROKEN (e) a refresh token is sent that is neither stored nor ahead of what is\n");
#endif
        me.step = waits
    }
    :: atomic {
        me.step == waits ->
        if
        :: me.answer != NOTHING_YET && me.answer < TRY_LATER ->
            printf("P%d: gets R%d\n", i + 1, me.answer);
            me.step = compares
        :: me.answer == INVALID_GRANT -> me.answer = 0; me.step = looks
        :: me.answer == TRY_LATER -> fail(i)
        :: me.answer != TRY_LATER && FAULT ->
            printf("P%d: gets no answer: try later\n", i + 1);
            abandonCall(i, ANSWER_LOST);
            fail(i)
#ifdef GIVES_UP
        :: me.answer != TRY_LATER && FAILS ->
            printf("P%d: cannot raise its count, gives up its request\n", i + 1);
            abandonCall(i, ANSWER_LOST);
            fail(i)
#endif
        fi
    }

    /* --- LockedSession.save: the lock is taken again if it was lost and is free; then what the place replaces is compared */
    :: atomic {
        me.step == compares ->
        if
        :: lock == 0 ->
            lock = i + 1;
            printf("P%d: had lost the lock, locks again\n", i + 1);
            me.replaced = false;
            if
            :: makePlace(i)
            :: FAILS -> giveUpPlace(i)
            fi
        :: !me.placed && lock == i + 1 -> makePlace(i)
        :: me.placed && (lock != 0 || FAILS)
        :: !me.placed && FAILS
        fi;
        if
        :: !me.placed -> keepUnsaved(i)
        :: me.placed && me.replaces == 0 ->
            printf("P%d: nothing is stored any more: login required\n", i + 1);
            if
            :: revokeFamilyOf(me.answer)
            :: true
            fi;
            endForgetting(i)
        :: me.placed && me.replaces != 0 && !isStill(me.replaces, me.expected) ->
            if
            :: endWith(i, loaded, 0)
            :: FAILS -> end(i)
            fi
        :: me.placed && isStill(me.replaces, me.expected) -> me.step = saves
        fi
    }
    :: atomic {
        me.step == saves ->
        if
        :: committed == i + 1 -> endWith(i, me.answer, 0)
        :: committed != i + 1 && isFenced && isMine && !ending ->
            commit(i);
            if
            :: endWith(i, me.answer, 0)
            :: FAILS ->
                committed = i + 1;
                printf("P%d: is told that the save failed\n", i + 1);
                keepUnsaved(i)
            fi
        :: committed != i + 1 && isFenced && !(isMine && !ending) ->
            printf("P%d: what is stored was changed\n", i + 1);
            makePlace(i);
            me.step = compares
        :: committed != i + 1 && !isFenced ->
            printf("P%d: has lost the lock, saves nothing\n", i + 1);
            keepUnsaved(i)
        :: FAILS -> keepUnsaved(i)
        fi
    }

    /* --- Renewal.storedLater */
    :: atomic {
        me.step == keeps ->
        if
        :: me.answer = my_memory;
            me.expected = my_unsavedOver;
            me.step = compares
        :: printf("P%d: has R%d, not stored yet, wants to renew it\n", i + 1, my_memory);
            me.step = reads
        :: FAULT ->
            printf("P%d: gives up saving R%d\n", i + 1, my_memory);
            fate[my_memory] = (store == my_memory -> PENDING : GIVEN_UP);
            end(i)
        fi
    }

    /* --- REFUSED */
    :: atomic {
        me.step == looks || me.step == looks_again ->
        if
        :: isStill(loaded, me.expected) ->
            if
            :: me.step == looks -> me.step = looks_again
            :: else -> me.step = clears
            fi
        :: !isStill(loaded, me.expected) -> nextRound(i)
        :: FAILS -> fail(i)
        fi
    }
    :: atomic {
        me.step == clears ->
        if
        :: isFenced && isMine && !ending && isStill(me.replaces, me.expected) ->
            printf("P%d: clears R%d: login required\n", i + 1, refreshTokenOf(loaded));
            MUST(isStill(loaded, me.expected), "BROKEN (b) another session is overwritten\n");
            MUST(revoked[familyOf(store)], "BROKEN (b) a refresh token that works is cleared\n");
            store = CLEARED + me.sent;
            preparing = 0;
            sync()
        :: FAILS || !(isFenced && isMine && !ending)
        fi;
        endForgetting(i)
    }

    /* --- Logout */
    :: atomic { HAS_PEOPLE && i == HOSTS - 1 && me.step == idle && store != 0 -> me.step = logout_wants_lock }
    :: acquire(i, logout_wants_lock, logout_reads)
    :: atomic {
        me.step == logout_reads ->
        me.sent = numberOf(store); /* also one whose logout has begun */
        if
        :: store == 0 -> endForgetting(i)
        :: store != 0 -> me.step = logout_marks
        :: store != 0 -> /* the server is not to be asked */
            me.sent = 0;
            me.step = logout_deletes
        :: FAILS -> end(i)
        fi
    }
    :: atomic {
        me.step == logout_marks ->
        if
#ifdef FREE_MARK
        :: store != 0 ->
#else
        :: isFenced && store != 0 ->
#endif
            printf("P%d: marks what is stored\n", i + 1);
            MUST(familyOf(store) == family[me.sent], "BROKEN (h) a logout hides a login that came after it\n");
            ending = true;
            sync();
            me.step = logout_revokes
        :: store == 0 -> me.step = logout_revokes
        :: FAILS || !isFenced -> me.step = logout_deletes_first
        fi
    }
    :: atomic {
        me.step == logout_revokes || me.step == logout_revokes_after ->
        if
        :: ended[family[me.sent]] = true;
            revokeFamilyOf(me.sent);
            printf("P%d: revokes what was stored\n", i + 1)
        :: true /* not reached, or told of a token that it does not know any more */
        fi;
        me.sent = 0;
        if
        :: me.step == logout_revokes -> me.step = logout_deletes
        :: else -> endForgetting(i)
        fi
    }
    :: atomic {
        me.step == logout_deletes || me.step == logout_deletes_first ->
        if
        :: isFenced ->
            printf("P%d: logs out\n", i + 1);
            store = 0;
            ending = false;
            preparing = 0;
            committed = 0;
#ifdef FAILOVER
            storeBefore = 0;
#endif
            sync();
            if
            :: me.step == logout_deletes -> endForgetting(i)
            :: else -> me.step = logout_revokes_after
            fi
        :: FAILS || !isFenced ->
            printf("P%d: cannot log out\n", i + 1);
            end(i)
        fi
    }

    /* --- LoginCompletion; what a person does before holds no session's lock. A replaced login is revoked, or is not. */
    :: atomic {
        HAS_PEOPLE && i == HOSTS - 1 && me.step == idle && issued < GENERATIONS ->
        families++;
        issue(families);
        me.answer = n;
        n = 0;
        me.step = login_wants_lock;
        printf("P%d: a person logs in: R%d\n", i + 1, me.answer)
    }
    :: acquire(i, login_wants_lock, login_prepares)
    :: atomic {
        me.step == login_prepares ->
        if
        :: isFenced ->
            makePlace(i);
            me.step = login_saves
        :: FAILS || !isFenced -> end(i)
        fi
    }
    :: atomic {
        me.step == login_saves ->
        if
        :: isFenced && isMine ->
            printf("P%d: saves the login R%d\n", i + 1, me.answer);
            if
            :: store != 0 -> revokeFamilyOf(store)
            :: true
            fi;
            store = me.answer;
            ending = false;
            preparing = 0;
            committed = 0;
#ifdef FAILOVER
            storeBefore = 0;
#endif
            sync();
            endWith(i, me.answer, 0)
        :: FAILS || !(isFenced && isMine) -> end(i)
        fi
    }

    /* --- SIGKILL: the rows stay; a new process starts. */
    :: atomic { FAULT && (me.step != idle || my_memory != 0) -> kill(i) }

#ifdef GAPS
    /* --- The heartbeat: for who does not watch, the only thing that it changes */
    :: atomic { lock == i + 1 && gap -> gap = false }
#endif
    od
}

init {
    atomic {
        token[1] = ACTIVE;
        family[1] = 1;
        run Process(0);
        run Process(1);
#if HOSTS > 2
        run Process(2)
#endif
    }
}
