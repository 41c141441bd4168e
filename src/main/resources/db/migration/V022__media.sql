-- Uploaded pictures, videos and sounds. A row exists before any of its bytes does, and until all of them are gone.
create table media (
    id          bigint not null,
    account_id  bigint not null,
    purpose     text not null check (purpose in ('attachment', 'avatar', 'header')),
    kind        text not null check (kind in ('image', 'gifv', 'video', 'audio')),
    -- receiving: its bytes are being stored; uploaded: it waits to be processed; deleted: its bytes wait to be removed
    state       text not null check (state in ('receiving', 'uploaded', 'ready', 'failed', 'deleted')),
    status_id   bigint, -- the status, or scheduled status, that it is attached to
    description text not null default '',
    focus_x     real not null default 0,
    focus_y     real not null default 0,
    files       jsonb, -- keys, sizes and blurhash, once it is ready
    failure     text not null default '', -- why it cannot be shown
    updated_at  timestamptz not null default now(),
    shard       integer not null,
    primary key (id, shard)
);
create index media_account on media (account_id, id, shard);
create index media_status on media (status_id, shard) where status_id is not null;
-- Those that are removed if nothing happens to them any more.
create index media_unattached on media (updated_at) where status_id is null and purpose = 'attachment';
create index media_unfinished on media (updated_at) where state in ('receiving', 'uploaded', 'deleted');

-- The objects in the object store. A row exists before its object does, so that no object is ever without a row.
create table media_object (
    media_id   bigint not null,
    key        text not null,
    bytes      bigint not null,
    created_at timestamptz not null default now(),
    shard      integer not null,
    primary key (media_id, key, shard)
);
create index media_object_key on media_object (key, shard);

-- What a page of statuses or accounts needs of their media, so that rendering reads no other table.
alter table status add column media jsonb;
alter table status_edit add column media jsonb;
alter table account add column avatar jsonb;
alter table account add column header jsonb;
