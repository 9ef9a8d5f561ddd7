/*
 * The renewal protocol: several processes share one stored session, one kernel lock and one server that rotates refresh
 * tokens. README.md says what stands for what and what is checked; `check` runs it.
 *
 * Environment, beside what is always there (processes die, calls and saves and reads fail, a person logs in and out):
 *   GRACE          the server takes a superseded refresh token for a while
 *   LATE           a request may arrive after its client has given up or died
 *   SAME_ACCESS    the server may answer a refresh with the access token that it issued before
 *   FOREIGN        a program that does not lock logs out and in
 *   LOST_LOCK      the lock's file may be deleted at any time, LOSSES times if that is defined: another can then hold the lock too
 *   CALM           nothing fails, nothing is late, nobody dies
 *   THREADS        the last two clients are threads of one process and share its memory
 *   NO_PEOPLE      nobody logs in or out
 * The protocol, changed:
 *   ONE_STEP       comparing and saving are one step, which no file system offers; shows what FOREIGN and LOST_LOCK can still break
 *   IMPATIENT      who waits for another's save, since the lock was lost, may give that up (after 35 seconds) and send
 * The protocol, broken:
 *   NO_LOCK, NO_REREAD, NO_COMPARE, LOCK_FILE (a lock that outlives its process)
 *   BY_ACCESS_TOKEN   "still ours" compares access tokens alone
 *   DROP_UNREAD       an answer is dropped when the store cannot be read before the save
 *   RELEASE_UNSAVED   the lock is given back although what the server answered could not be stored
 *   FORGET_UNSAVED    a logout that fails forgets the tokens that could not be saved
 *   PUBLISH_LATE      memory is changed after the lock was released (with THREADS)
 *   NO_MARK           a logout revokes and deletes, and leaves no mark first
 *   MARK_UNBOUND      the mark of a logout does not say which document it is about
 * The protocol, broken where the lock may be lost:
 *   NO_CHECK          nobody asks whether the lock is held still
 *   CHECK_BELIEVES    before sending, a check that cannot be made counts as passed
 *   NO_WAIT           who finds another's save under way does not wait for it
 *   LOOK_LATE         whether another's save is under way is asked after the session was read, not before
 *   LOOK_ONCE         who began to wait, and finds that there is nothing to wait for, does not read again
 *   NO_NOTE           a place does not tell any more who made it, once it is being written to
 *   OWN_PLACE         the place of a round is kept when the next begins
 *   UNPLACED          the place is given up before tokens that are not stored are renewed again
 * A stronger rule, which no protocol can keep:
 *   STRICT            reuse counts as explained only if nobody lives who has the newer token
 */

#ifndef CLIENTS
#define CLIENTS 3
#endif
#ifndef GENERATIONS
#define GENERATIONS 4
#endif
#ifndef ROUNDS
#define ROUNDS 2 /* Renewal.rounds is 3; the states are fewer, the paths the same */
#endif
#define SLOTS (GENERATIONS + 1)

/* A session is the number of its refresh token, 1 to GENERATIONS. 0: none. CLEARED: the same without its refresh token. */
#define CLEARED 16
#define refreshTokenOf(session) ((session) >= CLEARED -> 0 : (session))
#define numberOf(session) ((session) >= CLEARED -> (session) - CLEARED : (session))
#define familyOf(session) family[numberOf(session)]

/* What else a server answers. */
#define NOTHING_YET 0
#define TRY_LATER 30
#define INVALID_GRANT 31

#ifdef THREADS
#define HOME(i) ((i) == CLIENTS - 1 -> CLIENTS - 2 : (i))
#else
#define HOME(i) (i)
#endif

#ifdef CALM
#define FAULT false
#else
#define FAULT true
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

#ifdef LIVENESS
#define TRIES 2 /* five minutes of them, in truth */
#endif

#define MUST(condition, rule) if :: (condition) :: else -> printf(rule); assert(false) fi

/* ------------------------------------------------------------------------------------------------ the shared world */

byte store = 1;  /* the document */
byte prepared;   /* the place of a save: 0, or the client that made it (from 1), or ABANDONED */
byte marked;     /* the document whose logout has begun: readers do not find it */
byte lock;       /* 0, or the client that holds it (from 1); who has lost it believes that too, and does not know */
#define ABANDONED 9
#define UNKNOWN 10 /* of a living process, but the place does not tell */

#ifdef MARK_UNBOUND
#define loaded (marked != 0 -> 0 : store)
#else
#define loaded (store == marked -> 0 : store)
#endif

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
byte late;           /* a request whose client has given up or died, still on its way */
#ifdef SAME_ACCESS
byte access[SLOTS];
#define accessTokenOf(session) access[numberOf(session)]
#else
#define accessTokenOf(session) numberOf(session)
#endif

/* Ghosts: what became of an answer, for rule (d). They guide no step. */
#define PENDING 0
#define ANSWER_LOST 1
#define HOLDER_DIED 2
#define GIVEN_UP 3 /* could not be saved, and five minutes are over */
byte fate[SLOTS];
bool ended[SLOTS]; /* by family: revoked by a logout */

/* ------------------------------------------------------------------------------------------------------- a process */

mtype = {
    idle, wants_lock, looks_aside, reads, awaits, prepares, checks, locks_again, sends, waits, compares, saves, keeps, looks,
    looks_again, clears, ends, publishes_late,
    logout_wants_lock, logout_reads, logout_marks, logout_revokes, logout_deletes, logout_deletes_first, logout_revokes_after,
    login_wants_lock, login_saves
};

typedef Client {
    mtype step = idle;
    byte seen;       /* what was found wanting: Tokens.session */
    byte seenOver;   /* Tokens.unsavedOver */
    byte sent;       /* the refresh token sent; a logout's: what is stored */
    byte expected;   /* the one that the save may replace */
    byte answer;
    byte result;     /* Outcome.tokens, to be published; 0: nothing is */
    byte resultOver; /* Tokens.unsavedOver */
    bool forgets;    /* memory is to be forgotten */
    bool other;      /* another's save is under way, although the lock is ours */
    bool placed;     /* LockedSession.place */
    bool keeping;    /* memory is not stored yet, and the lock is kept */
    byte rounds;
#ifdef LIVENESS
    byte tries;
#endif
#ifdef THREADS
    bool renews;     /* this thread is the one whose renewal is under way */
#endif
};
Client client[CLIENTS];
byte memory[CLIENTS];      /* SessionMemory.current.session, by process */
byte unsavedOver[CLIENTS]; /* SessionMemory.current.unsavedOver */
#ifdef THREADS
bool underWay[CLIENTS];    /* SharedRenewal.underWay, by process */
byte loggedOut[CLIENTS];   /* ghost: the family that this process itself logged out of */
#endif

#define me client[i]
#define my_memory memory[HOME(i)]
#define my_unsavedOver unsavedOver[HOME(i)]

/* Used within one step only, and 0 between steps. */
byte verdict;
byte n;
byte k;

/* ------------------------------------------------------------------------------------------------------ the server */

inline issue(f) {
    issued++;
    n = issued;
    family[n] = f;
    token[n] = ACTIVE;
#ifdef SAME_ACCESS
    access[n] = n
#endif
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
#ifdef SAME_ACCESS
    if
    :: access[n] = access[g]
    :: true
    fi;
#endif
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

#ifdef STRICT
#define isExplained(g) (fate[g] == ANSWER_LOST || fate[g] == HOLDER_DIED)
#else
#define isExplained(g) (fate[g] != PENDING)
#endif

/* Sets the verdict: a new session's number, INVALID_GRANT or TRY_LATER. */
inline serve(g, isLate) {
    if
    :: revoked[family[g]] ->
        verdict = INVALID_GRANT;
        printf("    server: R%d belongs to a revoked family: invalid_grant\n", g)
    :: else ->
        if
        :: token[g] == SUPERSEDED ->
            printf("    server: R%d was superseded by R%d: REUSE, family revoked\n", g, successor[g]);
            MUST(isLate || isExplained(successor[g]), "BROKEN (d) reuse that nothing explains\n");
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
        serve(me.sent, false);
        me.answer = verdict;
        verdict = 0
    }
}

inline graceEnds(g) {
    atomic {
        token[g] == IN_GRACE ->
        token[g] = SUPERSEDED;
        printf("    server: R%d's grace is over\n", g)
    }
}

active proctype Server() {
    do
    :: answerTo(0)
    :: answerTo(1)
#if CLIENTS > 2
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
    :: graceEnds(3)
#endif
    od
}

/* -------------------------------------------------------------------------------------------- parts of a process's life */

/* The request is on its way, or its answer is: whoever waited for it does so no more. */
inline abandonCall(i, why) {
    if
    :: me.answer == NOTHING_YET ->
        if
        :: MAY_BE_LATE && late == 0 -> late = me.sent
        :: true /* it never arrived */
        fi
    :: me.answer != NOTHING_YET && me.answer < TRY_LATER -> fate[me.answer] = why
    :: me.answer >= TRY_LATER
    fi
}

/*
 * What no one can ever send again, and what only explained it, is forgotten: the states become fewer and no behaviour is
 * lost.
 */
#define has(i, g) (client[i].seen == g || client[i].sent == g || client[i].answer == g || client[i].result == g \
    || memory[i] == g)
#if CLIENTS > 2
#define isHeld(g) (store == g || late == g || has(0, g) || has(1, g) || has(2, g))
#else
#define isHeld(g) (store == g || late == g || has(0, g) || has(1, g))
#endif
#define hasFamily(i, f) (familyOf(client[i].seen) == f || familyOf(client[i].sent) == f || familyOf(client[i].result) == f \
    || familyOf(memory[i]) == f || (client[i].answer < TRY_LATER && familyOf(client[i].answer) == f))
#if CLIENTS > 2
#define isFamilyHeld(f) (familyOf(late) == f || hasFamily(0, f) || hasFamily(1, f) || hasFamily(2, f))
#else
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
        n = 0;
#ifndef MARK_UNBOUND
        if
        :: marked != store -> marked = 0 /* it says nothing any more */
        :: else
        fi
#endif
    }
}

inline clearLocals(i) {
    me.seen = 0;
    me.seenOver = 0;
    me.sent = 0;
    me.expected = 0;
    me.answer = 0;
    me.result = 0;
    me.resultOver = 0;
    me.forgets = false;
    me.other = false;
    me.placed = false;
    me.keeping = false;
#ifdef LIVENESS
    me.tries = 0;
#endif
#ifdef THREADS
    me.renews = false;
#endif
    me.rounds = 0
}

inline die(i) {
    if
    :: me.step == waits -> abandonCall(i, HOLDER_DIED)
    :: me.step == compares || me.step == saves -> fate[me.answer] = HOLDER_DIED
    :: me.step != waits && me.resultOver != 0 -> fate[me.result] = HOLDER_DIED
    :: else
    fi;
    if
    :: my_unsavedOver != 0 && store != my_memory -> fate[my_memory] = HOLDER_DIED
    :: else
    fi;
    if
    :: prepared == i + 1 -> prepared = ABANDONED
    :: else
    fi;
    if
#ifdef LOCK_FILE
    :: lock == i + 1 -> lock = ABANDONED
#else
    :: lock == i + 1 -> lock = 0
#endif
    :: else
    fi;
    clearLocals(i);
    me.step = idle
}

inline crash(i) {
    printf("P%d: KILLED\n", i + 1);
    die(i);
#ifdef THREADS
    if
    :: i == CLIENTS - 1 -> die(CLIENTS - 2)
    :: i == CLIENTS - 2 -> die(CLIENTS - 1)
    :: else
    fi;
    underWay[HOME(i)] = false;
#endif
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
        fate[my_memory] = PENDING /* dropped while it counted: a reuse that follows is this client's fault */
    :: else
    fi;
    remember(i, 0, 0)
}

/* SessionMemory.publish */
inline publishNow(i, session, over) {
#ifdef THREADS
    MUST(familyOf(session) != loggedOut[HOME(i)],
        "BROKEN (f) a process brings back in memory what it logged out of\n");
    MUST(my_memory == 0 || familyOf(my_memory) <= familyOf(session),
        "BROKEN (f) a process goes back from a new login to an old one\n");
#endif
    remember(i, session, over)
}

inline publish(i) {
    if
    :: me.result != 0 -> publishNow(i, me.result, me.resultOver)
    :: me.result == 0 && me.forgets -> forget(i)
    :: else
    fi;
#ifdef THREADS
    if
    :: me.renews -> underWay[HOME(i)] = false
    :: else
    fi
#endif
}

/* LockedSession.giveUpPlace; a place that another has made meanwhile stays. */
inline giveUpPlace(i) {
    me.placed = false;
    if
    :: prepared == i + 1 -> prepared = 0
    :: else
    fi
}

inline makePlace(i) {
    me.placed = true;
    prepared = i + 1
}

/* LockedSession.close */
inline release(i) {
    giveUpPlace(i);
    if
    :: lock == i + 1 ->
        lock = 0;
        printf("P%d: releases\n", i + 1)
    :: else
    fi
}

/* SessionMemory.publish or forget, and then the lock is given back. One step, but where other threads share the memory. */
inline end(i) {
    publish(i);
    release(i);
    clearLocals(i);
    me.step = idle;
    tidy()
}

inline finish(i) {
#if defined(THREADS) || defined(PUBLISH_LATE)
    me.step = ends
#else
    end(i)
#endif
}

inline finishWith(i, session, over) {
    me.result = session;
    me.resultOver = over;
    finish(i)
}

inline finishForgetting(i) {
    me.forgets = true;
    finish(i)
}

inline logoutFailed(i) {
    printf("P%d: cannot log out\n", i + 1);
#ifdef FORGET_UNSAVED
    me.forgets = true;
#endif
    finish(i)
}

/* Back to what is still to be stored: it has neither been sent nor answered. */
inline keep(i) {
    me.keeping = true;
    me.seen = my_memory;
    me.seenOver = my_unsavedOver;
    me.sent = 0;
    me.expected = 0;
    me.answer = 0;
    me.other = false;
    me.rounds = 0;
    me.step = keeps
}

/* Renewal.renewed throws, and renewedUnsaved goes on with what is still to be stored. */
inline fail(i) {
    if
    :: me.keeping -> keep(i)
    :: else -> finish(i)
    fi
}

#if defined(LOST_LOCK) && !defined(LOOK_LATE)
#define FIRST_STEP looks_aside
#else
#define FIRST_STEP reads
#endif
#ifdef LOST_LOCK
#define BEFORE_SENDING checks
#else
#define BEFORE_SENDING sends
#endif

inline nextRound(i) {
#ifndef OWN_PLACE
    giveUpPlace(i);
#endif
    if
    :: me.rounds < ROUNDS ->
        me.rounds++;
        me.answer = 0;
        me.sent = 0;
        me.expected = 0;
        me.other = false;
        me.step = FIRST_STEP
    :: else ->
        printf("P%d: another program changes the session: try later\n", i + 1);
#if !defined(FOREIGN) && !defined(LOST_LOCK)
        MUST(false, "BROKEN (c) a client gives up though all clients lock\n");
#endif
        fail(i)
    fi
}

/* What is to be sent is known, and what may be replaced. */
inline refresh(i) {
    if
    :: me.keeping && me.placed && me.expected == my_unsavedOver -> me.step = sends /* nobody else has that token */
#ifdef LOOK_LATE
    :: else -> me.step = looks_aside
#else
    :: else -> me.step = (me.other -> awaits : prepares)
#endif
    fi
}

/* TokenLifecycle.decide: the clock decides, so both ways are open; without a refresh token it is adopted or over. */
inline adoptOrRefresh(i) {
    if
    :: printf("P%d: adopts what is stored (R%d)\n", i + 1, refreshTokenOf(loaded));
        finishWith(i, loaded, 0)
    :: refreshTokenOf(loaded) == 0 ->
        printf("P%d: nothing can renew it: login required\n", i + 1);
        finishForgetting(i)
    :: refreshTokenOf(loaded) != 0 ->
        me.sent = refreshTokenOf(loaded);
        me.expected = me.sent;
        refresh(i)
    fi
}

/* Tokens.isAheadOf */
#ifdef NO_COMPARE
#define isAhead (me.seenOver != 0)
#else
#define isAhead (me.seenOver != 0 && refreshTokenOf(loaded) == me.seenOver)
#endif

/* Renewal.isWhatWasFoundWanting */
#ifdef BY_ACCESS_TOKEN
#define isAsSeen (me.seenOver == 0 && accessTokenOf(loaded) == accessTokenOf(me.seen))
#else
#define isAsSeen (me.seenOver == 0 && me.rounds == 0 && loaded == me.seen)
#endif

inline refreshSeen(i) {
    me.sent = refreshTokenOf(me.seen);
    me.expected = (me.seenOver != 0 -> me.seenOver : me.sent);
    if
    :: me.seenOver == 0 -> me.seen = 0
    :: else
    fi;
    refresh(i)
}

#define isAnothers(place) ((place) != 0 && (place) <= CLIENTS && (place) != i + 1)

/* What the place says of another's save, at the moment. */
inline lookAside(i) {
    MUST(prepared != i + 1, "BROKEN (g) a client takes its own place for another's\n");
    me.other = isAnothers(prepared)
}

/* LockedSession.place: a lock that was lost is taken again if it is free, with a new place. */
inline placeAgain(i) {
#if defined(LOST_LOCK) && !defined(NO_CHECK)
    if
    :: lock == 0 ->
        lock = i + 1;
        printf("P%d: had lost the lock, locks again\n", i + 1);
        me.placed = false
    :: lock != 0
    fi;
#endif
    if
    :: !me.placed -> makePlace(i)
    :: else
    fi
}

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

/* Renewal.kept: the new tokens are used from now on, and saving them is tried again under the lock. */
inline keepUnsaved(i) {
#ifdef RELEASE_UNSAVED
    finishWith(i, me.answer, me.expected)
#else
    inheritAll(i);
    publishNow(i, me.answer, me.expected);
    keep(i)
#endif
}

/* PreparedSave.commit, by a renewal: rule (b). */
inline commit(i) {
    printf("P%d: saves R%d over R%d\n", i + 1, me.answer, refreshTokenOf(loaded));
    MUST(loaded != 0, "BROKEN (b) a logged-out session comes back\n");
    MUST(familyOf(store) == family[me.answer], "BROKEN (b) another login's session is overwritten\n");
    MUST(numberOf(store) <= me.answer, "BROKEN (b) a newer session is overwritten\n");
    store = me.answer;
    fate[me.answer] = PENDING;
    me.placed = false;
    prepared = 0
}

inline save(i) {
    if
    :: commit(i);
        finishWith(i, me.answer, 0)
    :: FAULT ->
        printf("P%d: cannot save R%d, keeps it in memory over R%d\n", i + 1, me.answer, me.expected);
        keepUnsaved(i)
    :: FAULT -> /* saved, but told that it failed */
        commit(i);
        printf("P%d: is told that the save failed\n", i + 1);
        keepUnsaved(i)
    fi
}

/* The refresh token is cleared, and the access token left to its end. */
inline clear(i) {
    MUST(FAULT, "BROKEN (c) without any fault a person has to log in again\n");
    if
    :: printf("P%d: clears R%d: login required\n", i + 1, refreshTokenOf(loaded));
        MUST(loaded != 0, "BROKEN (b) a logged-out session comes back\n");
        MUST(revoked[familyOf(store)], "BROKEN (b) a refresh token that works is cleared\n");
        store = CLEARED + me.sent
    :: FAULT ->
        printf("P%d: cannot clear R%d: login required\n", i + 1, refreshTokenOf(loaded))
    fi;
    finishForgetting(i)
}

/* Rule (h): what a reader finds. */
#define MUST_NOT_BE_ENDED MUST(loaded == 0 || !ended[familyOf(loaded)], "BROKEN (h) a session that a logout revoked is found\n")

/* ------------------------------------------------------------------------------------------------------- a client */

proctype Process(byte i) {
    do
    /* --- AuthSession.usable, SessionMemory.currentOrLoad: without the lock */
    :: atomic {
        me.step == idle ->
        if
        :: my_memory == 0 || refreshTokenOf(my_memory) == 0 ->
            MUST_NOT_BE_ENDED;
            remember(i, loaded, 0)
        :: else
        fi;
        if
        :: refreshTokenOf(my_memory) == 0 /* used to its end, or: login required */
        :: refreshTokenOf(my_memory) != 0 /* used */
#ifdef THREADS
        :: refreshTokenOf(my_memory) != 0 && !underWay[HOME(i)] ->
            underWay[HOME(i)] = true;
            me.renews = true;
#else
        :: refreshTokenOf(my_memory) != 0 ->
#endif
            me.seen = my_memory;
            me.seenOver = my_unsavedOver;
            me.step = wants_lock;
            printf("P%d: has R%d, wants to renew\n", i + 1, me.seen)
        fi
    }

    /* --- Renewal.run */
    :: atomic {
        me.step == wants_lock ->
        if
#ifdef NO_LOCK
        :: true ->
#else
        :: lock == 0 ->
            lock = i + 1;
            printf("P%d: locks\n", i + 1);
#endif
#ifdef NO_REREAD
            refreshSeen(i)
#else
            me.step = FIRST_STEP
#endif
        :: lock != 0 && FAULT -> finish(i) /* SHORT_LOCK_LIMIT or LOCK_LIMIT is over */
        fi
    }

    /* --- Renewal.renewed: one round */
#ifdef LOST_LOCK
    :: atomic {
        me.step == looks_aside ->
        lookAside(i);
#ifdef LOOK_LATE
        if
        :: me.other -> me.step = awaits
        :: else -> me.step = prepares
        fi
#else
        me.step = reads
#endif
    }
#endif
    :: atomic {
        me.step == reads ->
        if
        :: loaded == 0 ->
            printf("P%d: nothing is stored: login required\n", i + 1);
            finishForgetting(i)
        :: loaded != 0 ->
            MUST_NOT_BE_ENDED;
            printf("P%d: reads that R%d is stored\n", i + 1, refreshTokenOf(loaded));
            if
            :: isAhead || isAsSeen -> refreshSeen(i)
            :: else ->
                me.seen = 0;
                me.seenOver = 0;
                if
                :: me.keeping && me.placed -> nextRound(i) /* another's is stored, or its own after all: as if for the first time */
                :: else -> adoptOrRefresh(i)
                fi
            fi
        :: FAULT ->
            printf("P%d: cannot read\n", i + 1);
            fail(i)
        fi
    }
#ifdef LOST_LOCK
    /* --- OtherSave.awaited; the limit of 35 seconds is left out but for IMPATIENT */
    :: atomic {
        me.step == awaits ->
        if
#ifdef NO_WAIT
        :: me.step = prepares
#else
        :: !isAnothers(prepared) || refreshTokenOf(loaded) != me.expected ->
            printf("P%d: need not wait for another's save\n", i + 1);
#ifdef LOOK_ONCE
            me.step = prepares
#else
            nextRound(i)
#endif
#ifdef IMPATIENT
        :: isAnothers(prepared) ->
            printf("P%d: waits no longer for another's save\n", i + 1);
            me.step = prepares
#endif
#endif
        fi
    }
#endif
    :: atomic {
        me.step == prepares ->
        me.other = false;
#if !defined(NO_LOCK) && !defined(LOST_LOCK)
        MUST(prepared != i + 1, "BROKEN (g) a client takes its own place for another's\n");
        MUST(prepared == 0 || prepared == ABANDONED, "BROKEN (g) a living client's save counts as a crashed one\n");
#endif
        if
        :: makePlace(i);
            me.step = BEFORE_SENDING
        :: FAULT ->
            printf("P%d: cannot prepare\n", i + 1);
            giveUpPlace(i);
            fail(i)
        fi
    }
#ifdef LOST_LOCK
    :: atomic {
        me.step == checks ->
        if
#ifdef NO_CHECK
        :: me.step = sends
#else
        :: lock == i + 1 -> me.step = sends
        :: lock != i + 1 ->
            printf("P%d: has lost the lock\n", i + 1);
#ifndef OWN_PLACE
            giveUpPlace(i);
#endif
            me.step = locks_again
#ifdef CHECK_BELIEVES
        :: lock != i + 1 -> me.step = sends
#endif
#endif
        fi
    }
    :: atomic {
        me.step == locks_again ->
        if
        :: lock == 0 ->
            lock = i + 1;
            printf("P%d: locks again\n", i + 1);
            nextRound(i)
        :: lock != 0 -> fail(i)
        fi
    }
#endif
    :: atomic {
        me.step == sends ->
        printf("P%d: sends R%d\n", i + 1, me.sent);
        MUST(!(store != 0 && familyOf(store) == family[me.sent] && numberOf(store) > me.sent),
            "BROKEN (a) a superseded refresh token is sent though a newer one is stored\n");
#if !defined(FOREIGN) && !defined(NO_LOCK) && !defined(NO_REREAD) && !defined(NO_COMPARE) && (!defined(LOST_LOCK) || defined(NO_PEOPLE))
        MUST(lock != i + 1 || (refreshTokenOf(loaded) != 0 && refreshTokenOf(loaded) == me.expected),
            "BROKEN (e) a refresh token is sent that is neither stored nor ahead of what is\n");
#endif
        me.step = waits
    }
    :: atomic {
        me.step == waits ->
        if
        :: me.answer != NOTHING_YET && me.answer < TRY_LATER ->
            printf("P%d: gets R%d\n", i + 1, me.answer);
            me.step = compares
        :: me.answer == INVALID_GRANT -> me.step = looks
        :: me.answer == TRY_LATER -> fail(i)
        :: me.answer != TRY_LATER && FAULT ->
            printf("P%d: gets no answer: try later\n", i + 1);
            abandonCall(i, ANSWER_LOST);
            fail(i)
        fi
    }

    /* --- LockedSession.save */
    :: atomic {
        me.step == compares ->
#ifdef NO_COMPARE
        me.step = saves
#else
        placeAgain(i);
        if
        :: loaded == 0 ->
            printf("P%d: nothing is stored any more: login required\n", i + 1);
            if
            :: revokeFamilyOf(me.answer)
            :: true
            fi;
            finishForgetting(i)
        :: loaded != 0 && refreshTokenOf(loaded) != me.expected ->
            printf("P%d: R%d is stored by now\n", i + 1, refreshTokenOf(loaded));
            finishWith(i, loaded, 0)
        :: loaded != 0 && refreshTokenOf(loaded) == me.expected ->
#ifdef ONE_STEP
            save(i)
#else
#ifdef NO_NOTE
            if
            :: prepared == i + 1 -> prepared = UNKNOWN
            :: else
            fi;
#endif
            me.step = saves
#endif
        :: FAULT -> /* the store cannot be read */
#ifdef DROP_UNREAD
            printf("P%d: cannot read, drops R%d\n", i + 1, me.answer);
            finish(i)
#else
            printf("P%d: cannot read, keeps R%d in memory over R%d\n", i + 1, me.answer, me.expected);
            keepUnsaved(i)
#endif
        fi
#endif
    }
    :: atomic { me.step == saves -> save(i) }

    /* --- Renewal.storedLater, Renewal.renewedOrFailed; the end of the process makes one more try, and leaves the place */
    :: atomic {
        me.step == keeps ->
#ifdef LIVENESS
        if
        :: me.tries < TRIES -> me.tries++
        :: else -> goto overdue
        fi;
#endif
        if
        :: me.answer = my_memory;
            me.expected = my_unsavedOver;
            me.step = compares
        :: printf("P%d: has R%d, not stored yet, wants to renew it\n", i + 1, my_memory);
#ifdef UNPLACED
            giveUpPlace(i);
            me.step = FIRST_STEP
#else
            if
            :: me.placed -> me.step = reads
            :: else -> me.step = FIRST_STEP
            fi
#endif
        :: true ->
overdue:
            printf("P%d: gives up saving R%d\n", i + 1, my_memory);
            fate[my_memory] = (store == my_memory -> PENDING : GIVEN_UP);
            finish(i)
        fi
    }

    /* --- REFUSED: read twice, since another program may not lock */
    :: atomic {
        me.step == looks || me.step == looks_again ->
        me.answer = 0;
        if
        :: loaded != 0 && refreshTokenOf(loaded) == me.expected ->
            if
            :: me.step == looks -> me.step = looks_again
            :: else ->
#ifdef ONE_STEP
                clear(i)
#else
                me.step = clears
#endif
            fi
        :: loaded == 0 || refreshTokenOf(loaded) != me.expected -> nextRound(i)
        :: FAULT ->
            printf("P%d: cannot read\n", i + 1);
            fail(i)
        fi
    }
    :: atomic { me.step == clears -> clear(i) }

#ifdef PUBLISH_LATE
    :: atomic {
        me.step == ends ->
        release(i);
        me.step = publishes_late
    }
    :: atomic {
        me.step == publishes_late ->
        publish(i);
        clearLocals(i);
        me.step = idle
    }
#else
#ifdef THREADS
    :: atomic { me.step == ends -> end(i) }
#endif
#endif

    /* --- Logout */
    :: atomic { HAS_PEOPLE && i == CLIENTS - 1 && me.step == idle && store != 0 -> me.step = logout_wants_lock }
    :: atomic {
        me.step == logout_wants_lock ->
        if
        :: lock == 0 ->
            lock = i + 1;
            me.step = logout_reads
        :: lock != 0 && FAULT -> logoutFailed(i)
        fi
    }
    :: atomic {
        me.step == logout_reads ->
        me.sent = numberOf(store); /* also one whose logout has begun */
        if
        :: store == 0 -> finishForgetting(i)
        :: store != 0 ->
#ifdef NO_MARK
            me.step = logout_revokes
#else
            me.step = logout_marks
#endif
        :: store != 0 -> /* the server is not to be asked */
            me.sent = 0;
            me.step = logout_deletes
        :: FAULT -> logoutFailed(i)
        fi
    }
    :: atomic {
        me.step == logout_marks ->
        if
        :: marked = store;
            printf("P%d: marks what is stored\n", i + 1);
            me.step = logout_revokes
        :: FAULT -> me.step = logout_deletes_first
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
        :: else -> finishForgetting(i)
        fi
    }
    :: atomic {
        me.step == logout_deletes || me.step == logout_deletes_first ->
        if
        :: printf("P%d: logs out\n", i + 1);
#ifdef THREADS
            if
            :: store != 0 -> loggedOut[HOME(i)] = familyOf(store)
            :: else
            fi;
#endif
            store = 0;
            marked = 0;
            prepared = 0;
            if
            :: me.step == logout_deletes -> finishForgetting(i)
            :: else -> me.step = logout_revokes_after
            fi
        :: FAULT -> logoutFailed(i)
        fi
    }

    /* --- LoginCompletion; what a person does before holds no session's lock. A replaced login is revoked, or is not. */
    :: atomic {
        HAS_PEOPLE && i == CLIENTS - 1 && me.step == idle && issued < GENERATIONS ->
        families++;
        issue(families);
        me.answer = n;
        n = 0;
        me.step = login_wants_lock;
        printf("P%d: a person logs in: R%d\n", i + 1, me.answer)
    }
    :: atomic {
        me.step == login_wants_lock ->
        if
        :: lock == 0 ->
            lock = i + 1;
            me.step = login_saves
        :: lock != 0 && FAULT -> finish(i)
        fi
    }
    :: atomic {
        me.step == login_saves ->
        if
        :: printf("P%d: saves the login R%d\n", i + 1, me.answer);
            if
            :: store != 0 -> revokeFamilyOf(store)
            :: true
            fi;
            store = me.answer;
            prepared = 0;
            MUST(loaded == store, "BROKEN (h) a login is not found\n");
            finishWith(i, me.answer, 0)
        :: FAULT -> finish(i)
        fi
    }

    /* --- SIGKILL: the kernel releases the lock, memory is gone, the prepared place stays; a new process starts. */
    :: atomic {
        FAULT && (me.step != idle || my_memory != 0) -> crash(i)
    }
    od
}

#ifdef LOST_LOCK
/* Something that cleans up. */
active proctype Cleaner() {
#ifdef LOSSES
    byte left = LOSSES;
#endif
    do
    :: atomic {
        lock != 0 ->
#ifdef LOSSES
        if
        :: left > 0 -> left--
        :: else -> break
        fi;
#endif
        printf("    P%d's lock is lost\n", lock);
        lock = 0
    }
    od
}
#endif

#ifdef FOREIGN
/* A program that knows the documents but not the lock, as Bitfount's own client. */
active proctype Stranger() {
    do
    :: atomic {
        store != 0 ->
        printf("    another program logs out\n");
        if
        :: revokeFamilyOf(store)
        :: true
        fi;
        store = 0
    }
    :: atomic {
        issued < GENERATIONS ->
        families++;
        issue(families);
        store = n;
        n = 0;
        printf("    another program logs in: R%d\n", store)
    }
    od
}
#endif

init {
    atomic {
        token[1] = ACTIVE;
        family[1] = 1;
#ifdef SAME_ACCESS
        access[1] = 1;
#endif
        run Process(0);
        run Process(1);
#if CLIENTS > 2
        run Process(2)
#endif
    }
}

#ifdef LIVENESS
/* Rule (c), under weak fairness: a request ends, and a lock is always given back. All clients but the last are alike. */
#define isIdle(i) (client[i].step == idle)
ltl requests_end {
    [] (!isIdle(0) -> <> isIdle(0)) && [] (!isIdle(CLIENTS - 1) -> <> isIdle(CLIENTS - 1))
}
ltl lock_is_released { [] <> (lock == 0) }
#endif
