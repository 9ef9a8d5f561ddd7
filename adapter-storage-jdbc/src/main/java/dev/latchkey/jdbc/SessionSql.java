package dev.latchkey.jdbc;

/**
 * The store's SQL statements. The fence is the row of the session's lock. Each statement that writes also reads that row and locks it
 * against a takeover until the statement is committed. A process that takes the lock over later therefore sees what was written, and a
 * process that lost the lock, or never had it, writes nothing.
 */
final class SessionSql {
    private static final String IS_CELL = "tenant = ? and provider = ? and account = ?";

    /** The parameters: a cell, and the mark of our lock. */
    private static final String FENCE =
            "with fence as materialized (select mark from latchkey_lock where kind = 'SESSION' and " + IS_CELL
                    + " and mark = ? for share)";

    private static final String IS_HELD = "exists (select 1 from fence)";

    private static final String UNPREPARED =
            "preparing = null, prepared_under = null, prepared_by = null, prepared_at = null";

    static final String LOAD =
            "select document from latchkey_session where " + IS_CELL + " and document is not null and ending = ?";

    /** Whether a logout has begun; no row if the lock is not held. */
    static final String PREPARE = FENCE + """

            insert into latchkey_session
              (tenant, provider, account, preparing, prepared_under, prepared_by, prepared_at)
            select ?, ?, ?, ?, mark, ?, clock_timestamp() from fence
            on conflict (tenant, provider, account) do update set preparing = excluded.preparing,
              prepared_under = excluded.prepared_under, prepared_by = excluded.prepared_by,
              prepared_at = excluded.prepared_at
            returning ending""";

    /** Whether the document is stored, perhaps by an earlier attempt, and whether the lock is held. */
    static final String COMMIT = FENCE
            + """
            , done as (
              update latchkey_session set document = ?, committed = preparing, ending = false,\s""" + UNPREPARED
            + " where " + IS_CELL + " and preparing = ? and ending = ? and " + IS_HELD
            + """
              returning 1)
            select exists (select 1 from done)
              or exists (select 1 from latchkey_session where\s""" + IS_CELL + " and committed = ?), " + IS_HELD;

    static final String DISCARD = "with gone as (delete from latchkey_session where " + IS_CELL
            + " and preparing = ? and document is null) update latchkey_session set " + UNPREPARED + " where "
            + IS_CELL + " and preparing = ? and document is not null";

    static final String INTERRUPTED = """
            select s.prepared_by, s.prepared_at, s.prepared_under, l.mark
            from latchkey_session s left join latchkey_lock l on l.kind = 'SESSION'
              and l.tenant = s.tenant and l.provider = s.provider and l.account = s.account
            where s.tenant = ? and s.provider = ? and s.account = ? and s.preparing is not null""";

    /** Whether the lock is held. */
    static final String BEGIN_LOGOUT = FENCE + ", marked as (update latchkey_session set ending = true where " + IS_CELL
            + " and document is not null and " + IS_HELD + ") select " + IS_HELD;

    /** Whether the lock is held. */
    static final String DELETE = FENCE + ", gone as (delete from latchkey_session where " + IS_CELL + " and " + IS_HELD
            + ") select " + IS_HELD;

    /** Whether there was a document, and whether the lock is held. */
    static final String SET_ASIDE = FENCE + ", gone as (delete from latchkey_session where " + IS_CELL
            + " and document is not null and " + IS_HELD
            + """
              returning document), kept as (
                insert into latchkey_aside (id, tenant, provider, account, document)
                select ?, ?, ?, ?, document from gone
                returning 1)
            select exists (select 1 from kept) or exists (select 1 from latchkey_aside where id = ?),\s""" + IS_HELD;

    static final String PROVIDERS =
            "select distinct provider from latchkey_session where tenant = ? and document is not null";

    static final String LIST = "select account from latchkey_session where tenant = ? and provider = ?"
            + " and account > ? and document is not null order by account limit ?";

    private SessionSql() {}
}
