-- Rows that grow with people have an owner; their key starts with the owner or with an id that carries the owner's shard.
-- Foreign keys would cross shards, so there are none: the code that owns a table keeps it whole.

-- One counter a logical shard. The row stays locked until the transaction that drew from it ends, so within a shard ids
-- are in commit order, and so are the facts of one account. See docs/decisions/ids.md.
create table id_shard (
    shard smallint primary key,
    last  bigint not null -- milliseconds since 2015-01-01, shifted by the 10 bits of the sequence
) with (fillfactor = 20);
insert into id_shard select shard, 0 from generate_series(0, 4095) shard;

create function next_id(of_shard integer) returns bigint language sql volatile as $$
    update id_shard
       set last = greatest(last + 1, ((extract(epoch from clock_timestamp()) * 1000)::bigint - 1420070400000) << 10)
     where shard = of_shard
    returning ((last >> 10) << 22) | (of_shard::bigint << 10) | (last & 1023)
$$;

-- The logical shard of the owner of what an id names.
create function shard_of(id bigint) returns integer language sql immutable as $$
    select ((id >> 10) & 4095)::integer
$$;

create table account (
    id           bigint primary key,
    username     text not null,
    display_name text not null default '',
    note         text not null default '',
    locked       boolean not null default false,
    bot          boolean not null default false,
    discoverable boolean not null default true,
    privacy      text not null default 'public',
    created_at   timestamptz not null default now(),
    suspended_at timestamptz
);
create unique index account_username on account (lower(username) text_pattern_ops);
create index account_display_name on account (lower(display_name) text_pattern_ops);

create table credential (
    account_id    bigint primary key,
    email         text not null,
    password_hash text not null
);
create unique index credential_email on credential (lower(email));

-- Counts are spread over slots by the other party, so that everybody following or liking the same one does not queue
-- for one row. A count is the sum of its slots.
create table account_counter (
    account_id     bigint not null,
    slot           smallint not null,
    followers      bigint not null default 0,
    following      bigint not null default 0,
    statuses       bigint not null default 0,
    last_status_at timestamptz,
    primary key (account_id, slot)
) with (fillfactor = 70);

create table follow (
    account_id bigint not null,
    target_id  bigint not null,
    id         bigint not null,
    reblogs    boolean not null default true,
    notify     boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (account_id, target_id)
);
create index follow_following on follow (account_id, id);
create index follow_followers on follow (target_id, id) include (account_id);

create table status (
    id                     bigint primary key,
    account_id             bigint not null,
    visibility             text not null,
    content                text not null default '', -- HTML
    source                 text not null default '', -- what was typed
    spoiler_text           text not null default '',
    sensitive              boolean not null default false,
    language               text,
    in_reply_to_id         bigint,
    in_reply_to_account_id bigint,
    reblog_of_id           bigint,
    reblog_of_account_id   bigint,
    application_name       text,
    application_website    text,
    tags                   text[] not null default '{}',
    mentions               bigint[] not null default '{}', -- the accounts named, in the order of the text
    created_at             timestamptz not null default now()
);
create index status_of_account on status (account_id, id);
create index status_public on status (id)
    where visibility = 'public' and reblog_of_id is null
      and (in_reply_to_account_id is null or in_reply_to_account_id = account_id);
create index status_replies on status (in_reply_to_id, id) where in_reply_to_id is not null;
create unique index status_boost on status (reblog_of_id, account_id) where reblog_of_id is not null;

create table status_counter (
    status_id  bigint not null,
    slot       smallint not null,
    favourites bigint not null default 0,
    reblogs    bigint not null default 0,
    replies    bigint not null default 0,
    primary key (status_id, slot)
) with (fillfactor = 70);

create table favourite (
    account_id bigint not null,
    status_id  bigint not null,
    id         bigint not null,
    primary key (account_id, status_id)
);
create index favourite_of_account on favourite (account_id, id);
create index favourite_of_status on favourite (status_id, id) include (account_id);

create table idempotency_key (
    account_id bigint not null,
    key        text not null,
    status_id  bigint not null,
    created_at timestamptz not null default now(),
    primary key (account_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- The id stays below 2^53, because clients carry it through JSON numbers.
create table notification (
    account_id      bigint not null,
    id              bigint generated always as identity,
    type            text not null,
    from_account_id bigint not null,
    status_id       bigint not null default 0, -- 0 where it is about no status
    created_at      timestamptz not null default now(),
    primary key (account_id, id)
);
create unique index notification_once on notification (account_id, type, from_account_id, status_id);
create index notification_of_status on notification (status_id) where status_id <> 0;

create table oauth_app (
    id            bigint primary key generated always as identity,
    client_id     text not null unique,
    secret_hash   bytea not null,
    name          text not null,
    website       text,
    redirect_uris text[] not null,
    scopes        text not null,
    created_at    timestamptz not null default now()
);

create table oauth_code (
    code_hash    bytea primary key,
    app_id       bigint not null,
    account_id   bigint not null,
    redirect_uri text not null,
    scopes       text not null,
    challenge    text,
    created_at   timestamptz not null default now(),
    token_id     bigint -- the token it was redeemed for; a second try revokes it
);
create index oauth_code_age on oauth_code (created_at);

create table oauth_token (
    id         bigint primary key generated always as identity,
    token_hash bytea not null unique,
    app_id     bigint not null,
    account_id bigint, -- none for an app's own token
    scopes     text not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
create index oauth_token_of_account on oauth_token (account_id) where account_id is not null;

create table web_session (
    session_hash bytea primary key,
    account_id   bigint not null,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null
);

-- Facts on their way to Kafka; a row is deleted once the broker has it. Short-lived rows: vacuum early.
create table outbox (
    id         bigint primary key, -- from next_id, so in commit order within a shard
    topic      text not null,
    actor_id   bigint not null,
    payload    text not null,
    trace      text not null default '',
    only_role  text, -- a replayed dead letter is for the one role that could not handle it
    created_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

create table dead_letter (
    id              bigint primary key generated always as identity,
    role            text not null,
    topic           text not null,
    kafka_partition integer not null,
    kafka_offset    bigint not null,
    sent_at         bigint not null, -- Kafka's time of it: offsets start anew with a new broker
    actor_id        bigint not null,
    payload         text not null,
    cause           text not null,
    created_at      timestamptz not null default now(),
    replayed_at     timestamptz,
    unique (role, topic, kafka_partition, kafka_offset, sent_at)
);
