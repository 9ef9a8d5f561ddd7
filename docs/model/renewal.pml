/*
 * The renewal protocol: several processes share one stored session, one kernel lock and one server that rotates refresh
 * tokens. README.md says what stands for what and what is checked; `check` runs it.
 *
 * Environment, beside what is always there (processes die, calls and saves and reads fail, a person logs in and out):
 *   GRACE          the server takes a superseded refresh token for a while
 *   LATE           a request may arrive after its client has given up or died
 *   SAME_ACCESS    the server may answer a refresh with the access token that it issued before
 *   FOREIGN        a program that does not lock logs out and in
 *   CALM           nothing fails, nothing is late, nobody dies
 *   THREADS        the last two clients are threads of one process and share its memory
 * The protocol, changed:
 *   ONE_STEP       comparing and saving are one step, which no file system offers; shows what FOREIGN can still break
 * The protocol, broken:
 *   NO_LOCK, NO_REREAD, NO_COMPARE, LOCK_FILE (a lock that outlives its process)
 *   BY_ACCESS_TOKEN   "still ours" compares access tokens alone
 *   DROP_UNREAD       an answer is dropped when the store cannot be read before the save
 *   FORGET_UNSAVED    a logout that fails forgets the tokens that could not be saved
 *   PUBLISH_LATE      memory is changed after the lock was released (with THREADS)
 * A stronger rule, which no protocol can keep:
 *   STRICT         reuse counts as explained only if nobody lives who has the newer token
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

#ifdef LATE
#define MAY_BE_LATE true
#else
#define MAY_BE_LATE false
#endif

#define MUST(condition, rule) if :: (condition) :: else -> printf(rule); assert(false) fi

/* ------------------------------------------------------------------------------------------------ the shared world */

byte store = 1;  /* the document */
byte prepared;   /* the place of a save: 0, or the client that made it (from 1), or ABANDONED */
byte lock;       /* 0, or the client that holds it (from 1) */
#define ABANDONED 9

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
#define UNSAVED 3
byte fate[SLOTS];

/* ------------------------------------------------------------------------------------------------------- a process */

mtype = {
    idle, wants_lock, reads, prepares, sends, waits, compares, saves, looks, looks_again, clears, ends, publishes_late,
    logout_wants_lock, logout_reads, logout_revokes, logout_deletes, login_wants_lock, login_saves
};

typedef Client {
    mtype step = idle;
    byte seen;       /* Renewal.seen.session */
    byte seenOver;   /* Renewal.seen.unsavedOver */
    byte sent;       /* the refresh token sent */
    byte expected;   /* the one that the save may replace */
    byte answer;
    byte result;     /* Renewed.session, to be published; 0: nothing is */
    byte resultOver; /* Renewed.unsavedOver */
    bool forgets;    /* memory is to be forgotten */
    byte rounds;
};
Client client[CLIENTS];
byte memory[CLIENTS];      /* SessionMemory.current.session, by process */
byte unsavedOver[CLIENTS]; /* SessionMemory.current.unsavedOver */
#ifdef THREADS
bool underWay[CLIENTS];    /* Renewer.underWay, by process */
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

inline revokeStored() {
    n = familyOf(store);
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
        k = 0;
        n = 0
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
    :: my_unsavedOver != 0 -> fate[my_memory] = HOLDER_DIED
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
    :: my_unsavedOver != 0 && my_unsavedOver == refreshTokenOf(store) && fate[my_memory] == UNSAVED ->
        fate[my_memory] = PENDING /* dropped while it counted: a reuse that follows is this client's fault */
    :: else
    fi;
    remember(i, 0, 0)
}

inline finish(i) {
    me.step = ends
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

inline publish(i) {
    if
    :: me.result != 0 ->
#ifdef THREADS
        MUST(familyOf(me.result) != loggedOut[HOME(i)],
            "BROKEN (f) a process brings back in memory what it logged out of\n");
        MUST(my_memory == 0 || familyOf(my_memory) <= familyOf(me.result),
            "BROKEN (f) a process goes back from a new login to an old one\n");
#endif
        remember(i, me.result, me.resultOver)
    :: me.result == 0 && me.forgets -> forget(i)
    :: else
    fi;
#ifdef THREADS
    if
    :: me.seen != 0 -> underWay[HOME(i)] = false
    :: else
    fi;
#endif
    clearLocals(i)
}

/* PreparedSave.close, then SessionLock.Hold.close. */
inline release(i) {
    if
    :: prepared == i + 1 -> prepared = 0
    :: else
    fi;
    if
    :: lock == i + 1 ->
        lock = 0;
        printf("P%d: releases\n", i + 1)
    :: else
    fi
}

/* Renewal.adoptOrRefresh: the clock decides, so both ways are open; without a refresh token it is adopted or over. */
inline adoptOrRefresh(i) {
    if
    :: printf("P%d: adopts what is stored (R%d)\n", i + 1, refreshTokenOf(store));
        finishWith(i, store, 0)
    :: refreshTokenOf(store) == 0 ->
        printf("P%d: nothing can renew it: login required\n", i + 1);
        finishForgetting(i)
    :: refreshTokenOf(store) != 0 && me.rounds < ROUNDS ->
        me.rounds++;
        me.sent = refreshTokenOf(store);
        me.expected = me.sent;
        me.step = prepares
    :: refreshTokenOf(store) != 0 && me.rounds >= ROUNDS ->
        printf("P%d: another program changes the session: try later\n", i + 1);
#ifndef FOREIGN
        MUST(false, "BROKEN (c) a client gives up though all clients lock\n");
#endif
        finish(i)
    fi
}

#ifdef BY_ACCESS_TOKEN
#define isAsSeen (accessTokenOf(store) == accessTokenOf(me.seen))
#else
#define isAsSeen (store == me.seen)
#endif
#ifdef NO_COMPARE
#define isStillOurs (me.seenOver != 0 || isAsSeen)
#else
#define isStillOurs ((me.seenOver != 0 && refreshTokenOf(store) == me.seenOver) || (me.seenOver == 0 && isAsSeen))
#endif

inline refreshSeen(i) {
    me.sent = refreshTokenOf(me.seen);
    me.expected = (me.seenOver != 0 -> me.seenOver : me.sent);
    me.step = prepares
}

/* PreparedSave.commit, by a renewal: rule (b). */
inline commit(i) {
    printf("P%d: saves R%d over R%d\n", i + 1, me.answer, refreshTokenOf(store));
    MUST(store != 0, "BROKEN (b) a logged-out session comes back\n");
    MUST(familyOf(store) == family[me.answer], "BROKEN (b) another login's session is overwritten\n");
    MUST(numberOf(store) < me.answer, "BROKEN (b) a newer session is overwritten\n");
    store = me.answer;
    fate[me.answer] = PENDING;
    prepared = 0
}

inline save(i) {
    if
    :: commit(i);
        finishWith(i, me.answer, 0)
    :: FAULT ->
        printf("P%d: cannot save R%d, keeps it in memory over R%d\n", i + 1, me.answer, me.expected);
        fate[me.answer] = UNSAVED;
        finishWith(i, me.answer, me.expected)
    :: FAULT -> /* saved, but told that it failed */
        commit(i);
        printf("P%d: is told that the save failed\n", i + 1);
        finishWith(i, me.answer, me.expected)
    fi
}

/* Renewal.refused: the refresh token is cleared, and the access token left to its end. */
inline clear(i) {
    MUST(FAULT, "BROKEN (c) without any fault a person has to log in again\n");
    if
    :: printf("P%d: clears R%d: login required\n", i + 1, refreshTokenOf(store));
        MUST(store != 0, "BROKEN (b) a logged-out session comes back\n");
        MUST(revoked[familyOf(store)], "BROKEN (b) a refresh token that works is cleared\n");
        store = CLEARED + me.sent
    :: FAULT ->
        printf("P%d: cannot clear R%d: login required\n", i + 1, refreshTokenOf(store))
    fi;
    finishForgetting(i)
}

/* ------------------------------------------------------------------------------------------------------- a client */

proctype Process(byte i) {
    do
    /* --- AuthSession.usable, SessionMemory.currentOrLoad: without the lock */
    :: atomic {
        me.step == idle ->
        if
        :: my_memory == 0 -> remember(i, store, 0)
        :: my_memory != 0 && refreshTokenOf(my_memory) == 0 -> remember(i, store, 0)
        :: else
        fi;
        if
        :: refreshTokenOf(my_memory) == 0 /* used to its end, or: login required */
        :: refreshTokenOf(my_memory) != 0 /* used */
#ifdef THREADS
        :: refreshTokenOf(my_memory) != 0 && !underWay[HOME(i)] ->
            underWay[HOME(i)] = true;
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
            me.step = reads
#endif
        :: lock != 0 && FAULT -> finish(i) /* LOCK_LIMIT is over */
        fi
    }

    /* --- Renewal.locked */
    :: atomic {
        me.step == reads ->
        if
        :: store == 0 ->
            printf("P%d: nothing is stored: login required\n", i + 1);
            finishForgetting(i)
        :: store != 0 && isStillOurs ->
            printf("P%d: reads that R%d is stored\n", i + 1, refreshTokenOf(store));
            refreshSeen(i)
        :: store != 0 && !isStillOurs -> adoptOrRefresh(i)
        :: FAULT ->
            printf("P%d: cannot read\n", i + 1);
            finish(i)
        fi
    }

    /* --- Renewal.refresh */
    :: atomic {
        me.step == prepares ->
#ifndef NO_LOCK
        MUST(prepared == 0 || prepared == ABANDONED, "BROKEN (g) a living client's save counts as a crashed one\n");
#endif
        if
        :: prepared = i + 1;
            me.step = sends
        :: FAULT ->
            printf("P%d: cannot prepare\n", i + 1);
            finish(i)
        fi
    }
    :: atomic {
        me.step == sends ->
        printf("P%d: sends R%d\n", i + 1, me.sent);
        MUST(!(store != 0 && familyOf(store) == family[me.sent] && numberOf(store) > me.sent),
            "BROKEN (a) a superseded refresh token is sent though a newer one is stored\n");
#if !defined(FOREIGN) && !defined(NO_LOCK) && !defined(NO_REREAD) && !defined(NO_COMPARE)
        MUST(refreshTokenOf(store) != 0 && refreshTokenOf(store) == me.expected,
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
        :: me.answer == TRY_LATER -> finish(i)
        :: me.answer != TRY_LATER && FAULT ->
            printf("P%d: gets no answer: try later\n", i + 1);
            abandonCall(i, ANSWER_LOST);
            finish(i)
        fi
    }

    /* --- Renewal.granted */
    :: atomic {
        me.step == compares ->
        if
#ifdef NO_COMPARE
        :: true -> me.step = saves
#else
        :: store == 0 ->
            printf("P%d: nothing is stored any more: login required\n", i + 1);
            finishForgetting(i)
        :: store != 0 && refreshTokenOf(store) != me.expected ->
            printf("P%d: another program stored R%d meanwhile\n", i + 1, refreshTokenOf(store));
            finishWith(i, store, 0)
        :: store != 0 && refreshTokenOf(store) == me.expected ->
#ifdef ONE_STEP
            save(i)
#else
            me.step = saves
#endif
        :: FAULT -> /* the store cannot be read */
#ifdef DROP_UNREAD
            printf("P%d: cannot read, drops R%d\n", i + 1, me.answer);
            finish(i)
#else
            printf("P%d: cannot read, keeps R%d in memory over R%d\n", i + 1, me.answer, me.expected);
            fate[me.answer] = UNSAVED;
            finishWith(i, me.answer, me.expected)
#endif
#endif
        fi
    }
    :: atomic { me.step == saves -> save(i) }

    /* --- Renewal.refused: read twice, since another program may not lock */
    :: atomic {
        me.step == looks ->
        me.answer = 0;
        if
        :: refreshTokenOf(store) == me.expected -> me.step = looks_again
        :: store == 0 -> finishForgetting(i)
        :: store != 0 && refreshTokenOf(store) != me.expected ->
            prepared = 0;
            adoptOrRefresh(i)
        :: FAULT ->
            printf("P%d: cannot read\n", i + 1);
            finish(i)
        fi
    }
    :: atomic {
        me.step == looks_again ->
        if
        :: refreshTokenOf(store) == me.expected ->
#ifdef ONE_STEP
            clear(i)
#else
            me.step = clears
#endif
        :: store == 0 -> finishForgetting(i)
        :: store != 0 && refreshTokenOf(store) != me.expected ->
            prepared = 0;
            adoptOrRefresh(i)
        :: FAULT ->
            printf("P%d: cannot read\n", i + 1);
            finish(i)
        fi
    }
    :: atomic { me.step == clears -> clear(i) }

    /* --- SessionMemory.publish or forget, SessionLock.Hold.close */
#ifdef PUBLISH_LATE
    :: atomic {
        me.step == ends ->
        release(i);
        me.step = publishes_late
    }
    :: atomic {
        me.step == publishes_late ->
        publish(i);
        me.step = idle
    }
#else
    :: atomic {
        me.step == ends ->
        publish(i);
        release(i);
        me.step = idle;
        tidy()
    }
#endif

    /* --- Logout */
    :: atomic { i == CLIENTS - 1 && me.step == idle && store != 0 -> me.step = logout_wants_lock }
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
        if
        :: store == 0 -> finishForgetting(i)
        :: store != 0 -> me.step = logout_revokes
        :: FAULT -> logoutFailed(i)
        fi
    }
    :: atomic {
        me.step == logout_revokes ->
        if
        :: revokeStored();
            printf("P%d: revokes what is stored\n", i + 1)
        :: true /* not asked, not reached, or told of a token that it does not know any more */
        fi;
        me.step = logout_deletes
    }
    :: atomic {
        me.step == logout_deletes ->
        if
        :: printf("P%d: logs out\n", i + 1);
#ifdef THREADS
            loggedOut[HOME(i)] = familyOf(store);
#endif
            store = 0;
            prepared = 0;
            finishForgetting(i)
        :: FAULT -> logoutFailed(i)
        fi
    }

    /* --- LoginKeeping; what a person does before holds no session's lock. A replaced login is revoked, or is not. */
    :: atomic {
        i == CLIENTS - 1 && me.step == idle && issued < GENERATIONS ->
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
            :: store != 0 -> revokeStored()
            :: true
            fi;
            store = me.answer;
            prepared = 0;
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

#ifdef FOREIGN
/* A program that knows the documents but not the lock, as Bitfount's own client. */
active proctype Stranger() {
    do
    :: atomic {
        store != 0 ->
        printf("    another program logs out\n");
        if
        :: revokeStored()
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
