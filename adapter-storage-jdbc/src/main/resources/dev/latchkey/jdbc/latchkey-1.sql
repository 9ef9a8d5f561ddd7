-- Latchkey's tables, version 1, for PostgreSQL 13 or later. SessionDatabase.migrate() runs this; it may also be run by hand, as often
-- as you like. Names are bytes in UTF-8 (after 0xFF: in UTF-16), to be read with convert_from(account, 'UTF8').

create table if not exists latchkey_session (
  tenant bytea not null,
  provider bytea not null,
  account bytea not null,
  document bytea,             -- sealed; null while the first one is being saved
  committed uuid,             -- the save that stored it
  ending boolean not null default false, -- a logout has begun
  preparing uuid,             -- the save that is under way
  prepared_under uuid,        -- the mark of the lock that it was prepared under
  prepared_by text,
  prepared_at timestamptz,
  primary key (tenant, provider, account)
);

create table if not exists latchkey_aside (
  id uuid primary key,
  tenant bytea not null,
  provider bytea not null,
  account bytea not null,
  document bytea not null,
  set_aside_at timestamptz not null default now()
);

-- A row for each lock that is held. Room is left in each page, so that raising the count writes no index.
create table if not exists latchkey_lock (
  kind text not null,
  tenant bytea not null,
  provider bytea not null,
  account bytea not null,
  mark uuid not null,         -- the owner's, made anew each time
  beat bigint not null,       -- raised by the owner while it lives
  held_by text not null,
  held_since timestamptz not null,
  primary key (kind, tenant, provider, account)
) with (fillfactor = 50, autovacuum_vacuum_threshold = 500);

create unique index if not exists latchkey_lock_mark on latchkey_lock (mark);

create table if not exists latchkey_schema (version integer primary key);

insert into latchkey_schema (version) values (1) on conflict do nothing;
