-- Notifications are shown in groups, kept back where a policy says so, and read up to a marker.

-- The key of a group ends with the hour it began in. Compared byte by byte, so that the keys of one prefix lie together.
alter table notification
    add column group_key text collate "C",
    add column filtered boolean not null default false;
update notification
   set group_key = type || '-' || case when status_id = 0 then '' else status_id || '-' end
                        || floor(extract(epoch from created_at) / 3600)::bigint
 where type in ('favourite', 'reblog', 'follow');
create index notification_group on notification (account_id, group_key, id)
    include (from_account_id, filtered) where group_key is not null;
create index notification_filtered on notification (account_id, from_account_id, id) where filtered;

create index follow_notified on follow (target_id, account_id) where notify;

-- What becomes of notifications from whom: 'accept', 'filter' or 'drop'. Who has no row has the defaults.
create table notification_policy (
    account_id           bigint primary key,
    for_not_following    text not null default 'accept',
    for_not_followers    text not null default 'accept',
    for_new_accounts     text not null default 'accept',
    for_private_mentions text not null default 'accept',
    for_limited_accounts text not null default 'filter'
);

-- From whom an account takes all notifications, whatever its policy.
create table notification_permission (
    account_id      bigint not null,
    from_account_id bigint not null,
    primary key (account_id, from_account_id)
);

-- Somebody whose mentions were kept back. The id stays below 2^53, like that of a notification.
create table notification_request (
    account_id      bigint not null,
    id              bigint generated always as identity,
    from_account_id bigint not null,
    last_status_id  bigint not null,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    primary key (account_id, id)
);
create unique index notification_request_once on notification_request (account_id, from_account_id);

-- How far somebody has read.
create table marker (
    account_id   bigint not null,
    timeline     text not null,
    last_read_id bigint not null,
    version      integer not null default 1,
    updated_at   timestamptz not null default now(),
    primary key (account_id, timeline)
);
