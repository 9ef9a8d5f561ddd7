/*
 * The keys of sealed sessions: two homes share one OS keyring and one folder of documents; or, with ONE_HOME, two processes share a
 * home. README.md says what stands for what; `check` runs it. Always there: processes die, documents and the keyring cannot be read or written, the file of names is lost.
 *
 * Broken on purpose:
 *   INCOMPLETE_IS_EMPTY   a document that cannot be read counts as one that is not there (version 0.1.0)
 *   DELETE_ANY_KEY        a home takes over and deletes keys that another made (version 0.1.0)
 *   NAME_LAST             a key's entry is deleted before its name (version 0.1.0)
 *   NAME_BACK             the name is put back where the keyring says that it could not delete the entry
 *   NO_KEY_LOCK           a save does not take the lock of the home's keys
 * Other worlds:
 *   OLD                   the second process is version 0.1.0
 *   CALM                  nobody is killed, and the keyring does not say that it failed where it did not
 */

#define PROCESSES 2
#define DOCUMENTS 3 /* the first home's own, one that all homes share, the second home's own */
#ifndef KEYS
#define KEYS 3
#endif
#define NONE 99

#ifdef ONE_HOME
#define home(i) 0
#else
#define home(i) (i)
#endif
#define sees(h, d) ((d) == 1 || (d) == 2 * (h))

#ifdef OLD
#define isOld(i) ((i) == 1)
#else
#define isOld(i) false
#endif
#ifdef INCOMPLETE_IS_EMPTY
#define takesUnreadForEmpty(i) true
#else
#define takesUnreadForEmpty(i) false
#endif
#ifdef DELETE_ANY_KEY
#define isOurs(i, k) true
#else
#define isOurs(i, k) (isOld(i) || maker[k] == home(i))
#endif
#ifdef NAME_LAST
#define nameGoesLast(i) true
#else
#define nameGoesLast(i) isOld(i)
#endif

#define MUST(condition, rule) if :: (condition) :: else -> printf(rule); assert(false) fi

byte document[DOCUMENTS];       /* the key that it was sealed under; 0: there is none */
bool documentLock[DOCUMENTS];   /* beside the document, so that all homes share it */
bool keyLock[2];                /* by home */
byte names[2];                  /* the file of names, by home: bit k for key k */
bool entry[KEYS + 1];           /* the keyring */
byte maker[KEYS + 1];           /* the home whose id stands in the name */
byte made;

mtype = { idle, wants_key, puts, seals, deletes, lists, wants_removal, looks, removes_name, removes_entry, name_goes, ends };

typedef Process {
    mtype step = idle;
    byte document = NONE;
    byte key;
    byte known;   /* keys in this process's memory */
    byte left;    /* candidates for removal */
    byte used;    /* keys that documents name */
    byte look;    /* the document that is looked at next */
    bool locks;   /* the key's lock is held */
};
Process process[PROCESSES];
#define me process[i]
#define bit(k) (1 << (k))
#define has(set, k) (((set) & bit(k)) != 0)
#define isReachable(k) (has(me.known, k) || entry[k])

byte k;

inline endOf(i) {
    if
    :: me.document != NONE -> documentLock[me.document] = false
    :: else
    fi;
    if
    :: me.locks -> keyLock[home(i)] = false
    :: else
    fi;
    me.document = NONE;
    me.key = 0;
    me.left = 0;
    me.used = 0;
    me.look = 0;
    me.locks = false;
    me.step = idle
}

/* The newest key that is named, ours and to be had; 0: there is none. */
inline newestNamed(i) {
    k = KEYS;
    do
    :: k > 0 && has(names[home(i)], k) && isOurs(i, k) && isReachable(k) -> break
    :: k > 0 && !(has(names[home(i)], k) && isOurs(i, k) && isReachable(k)) -> k--
    :: k == 0 -> break
    od
}

inline mustNotBeNeededBy(d) {
    MUST(document[d] != me.key, "BROKEN (k) a key is deleted that a document was sealed under\n")
}

proctype Run(byte i) {
    do
    /* --- KeyringSessionStore.prepare and commit: a prepare without a commit is a save that is killed */
    :: atomic {
        me.step == idle ->
        if
        :: sees(home(i), 0) && !documentLock[0] -> me.document = 0
        :: !documentLock[1] -> me.document = 1
        :: sees(home(i), 2) && !documentLock[2] -> me.document = 2
        fi;
        documentLock[me.document] = true;
        if
        :: me.step = wants_key
        :: document[me.document] != 0 -> me.step = deletes
        fi
    }
    :: atomic {
        me.step == wants_key ->
#ifndef NO_KEY_LOCK
        !keyLock[home(i)] ->
        keyLock[home(i)] = true;
        me.locks = true;
#endif
        /* InstallationKeys.current: named, forgotten, make; rotateKey: make */
        newestNamed(i);
        if
        :: k != 0 -> me.key = k
        :: k == 0 ->
            if
            :: document[0] != 0 && sees(home(i), 0) && isOurs(i, document[0]) && isReachable(document[0]) -> me.key = document[0]
            :: document[1] != 0 && isOurs(i, document[1]) && isReachable(document[1]) -> me.key = document[1]
            :: document[2] != 0 && sees(home(i), 2) && isOurs(i, document[2]) && isReachable(document[2]) -> me.key = document[2]
            :: made < KEYS -> me.key = NONE
            :: made == KEYS
            fi
        :: made < KEYS -> me.key = NONE /* the key is replaced */
        fi;
        k = 0;
        if
        :: me.key == 0 -> endOf(i) /* the search is bounded */
        :: me.key == NONE ->
            made++;
            me.key = made;
            maker[me.key] = home(i);
            names[home(i)] = names[home(i)] | bit(me.key);
            printf("P%d: names key %d\n", i + 1, me.key);
            me.step = puts
        :: else ->
            names[home(i)] = names[home(i)] | bit(me.key);
            me.known = me.known | bit(me.key);
            me.step = seals
        fi
    }
    :: atomic {
        me.step == puts ->
        if
        :: entry[me.key] = true;
            me.known = me.known | bit(me.key);
            printf("P%d: makes key %d\n", i + 1, me.key);
            me.step = seals
        :: endOf(i) /* the keyring does not take it */
        fi
    }
    :: atomic {
        me.step == seals ->
        MUST(entry[me.key], "BROKEN (k) a document is sealed under a key that is deleted\n");
        document[me.document] = me.key;
        printf("P%d: seals document %d under key %d\n", i + 1, me.document, me.key);
        endOf(i)
    }

    /* --- KeyringSessionStore.delete: the last logout */
    :: atomic {
        me.step == deletes ->
        document[me.document] = 0;
        printf("P%d: logs out of document %d\n", i + 1, me.document);
        me.step = lists
    }
    :: atomic {
        me.step == lists ->
        if
        :: (document[0] == 0 || !sees(home(i), 0)) && document[1] == 0 && (document[2] == 0 || !sees(home(i), 2)) ->
            me.step = wants_removal
        :: takesUnreadForEmpty(i) ->
            printf("P%d: takes what it cannot list for nothing\n", i + 1);
            me.step = wants_removal
        :: endOf(i) /* others are left, or it cannot be told */
        fi
    }
    /* --- rotateKey ends: removeFormer */
    :: atomic {
        me.step == idle && names[home(i)] != 0 -> me.step = wants_removal
    }
    :: atomic {
        me.step == wants_removal && !keyLock[home(i)] ->
        keyLock[home(i)] = true;
        me.locks = true;
        me.left = names[home(i)];
        newestNamed(i);
        if
        :: me.document == NONE && k != 0 -> me.left = me.left & ~bit(k)
        :: else
        fi;
        k = 0;
        me.step = looks
    }
    /* SealedSessions.keysInUse: one document after the other */
    :: atomic {
        me.step == looks && me.look < DOCUMENTS ->
        if
        :: sees(home(i), me.look) && document[me.look] != 0 -> me.used = me.used | bit(document[me.look])
        :: !sees(home(i), me.look) || document[me.look] == 0
        :: sees(home(i), me.look) && takesUnreadForEmpty(i) ->
            printf("P%d: cannot read document %d\n", i + 1, me.look)
        :: sees(home(i), me.look) && !takesUnreadForEmpty(i) -> me.used = 255
        fi;
        me.look++
    }
    :: atomic {
        me.step == looks && me.look == DOCUMENTS ->
        me.left = me.left & ~me.used;
        me.used = 0;
        me.look = 0;
        me.step = removes_name
    }
    :: atomic {
        me.step == removes_name ->
        k = KEYS;
        do
        :: k > 0 && has(me.left, k) && isOurs(i, k) -> break
        :: k > 0 && !(has(me.left, k) && isOurs(i, k)) -> k--
        :: k == 0 -> break
        od;
        me.key = k;
        k = 0;
        if
        :: me.key == 0 -> endOf(i)
        :: else ->
            me.left = me.left & ~bit(me.key);
            me.known = me.known & ~bit(me.key);
            if
            :: nameGoesLast(i)
            :: else -> names[home(i)] = names[home(i)] & ~bit(me.key)
            fi;
            me.step = removes_entry
        fi
    }
    :: atomic {
        me.step == removes_entry ->
        if
        :: true ->
            mustNotBeNeededBy(0);
            mustNotBeNeededBy(1);
            mustNotBeNeededBy(2);
            entry[me.key] = false;
            printf("P%d: deletes key %d\n", i + 1, me.key);
            if
            :: me.step = name_goes
#ifndef CALM
            :: printf("P%d: is told that it could not be deleted\n", i + 1);
#ifdef NAME_BACK
                names[home(i)] = names[home(i)] | bit(me.key);
#endif
                endOf(i)
#endif
            fi
        :: /* the keyring does not delete it */
#ifdef NAME_BACK
            names[home(i)] = names[home(i)] | bit(me.key);
#endif
            endOf(i)
        fi
    }
    :: atomic {
        me.step == name_goes ->
        names[home(i)] = names[home(i)] & ~bit(me.key);
        me.step = removes_name
    }

#ifndef CALM
    /* --- SIGKILL */
    :: atomic {
        me.step != idle ->
        printf("P%d: KILLED\n", i + 1);
        endOf(i);
        me.known = 0
    }
#endif
    /* --- a process ends, and another begins */
    :: atomic { me.step == idle && me.known != 0 -> me.known = 0 }
    od
}

#ifndef OLD
/* A person deletes a file of names. */
active proctype Loss() {
    do
    :: atomic { names[0] != 0 && !keyLock[0] -> names[0] = 0; printf("    the names of home 0 are lost\n") }
#ifndef ONE_HOME
    :: atomic { names[1] != 0 && !keyLock[1] -> names[1] = 0; printf("    the names of home 1 are lost\n") }
#endif
    od
}
#endif

init {
    atomic {
        run Run(0);
        run Run(1)
    }
}
