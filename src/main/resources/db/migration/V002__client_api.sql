-- How accounts stand to each other beyond follows, what interests them beyond accounts, and facts that are due later.

-- A thread is known by the status it began with; 0 for boosts, which are in none of their own.
alter table status
    add column conversation_id bigint not null default 0,
    add column edited_at timestamptz;
with recursive thread (id, root) as (
    select s.id, s.id
      from status s
     where s.reblog_of_id is null
       and not exists (select from status parent where parent.id = s.in_reply_to_id)
     union all
    select s.id, thread.root from thread join status s on s.in_reply_to_id = thread.id)
update status set conversation_id = thread.root from thread where thread.id = status.id;

-- What is public carries its hashtags here too, for their timelines.
create table status_tag (
    tag        text not null,
    status_id  bigint not null,
    account_id bigint not null,
    primary key (tag, status_id)
);
create index status_tag_of_account on status_tag (account_id, tag, status_id);
insert into status_tag (tag, status_id, account_id)
select distinct tag, id, account_id from status, unnest(tags) tag where visibility = 'public' and reblog_of_id is null;

create table follow_request (
    account_id bigint not null,
    target_id  bigint not null,
    id         bigint not null,
    reblogs    boolean not null default true,
    notify     boolean not null default false,
    created_at timestamptz not null default now(),
    primary key (account_id, target_id)
);
create index follow_request_to on follow_request (target_id, id);

create table block (
    account_id bigint not null,
    target_id  bigint not null,
    id         bigint not null,
    created_at timestamptz not null default now(),
    primary key (account_id, target_id)
);
create index block_of_account on block (account_id, id);
create index block_of_target on block (target_id, account_id);

create table mute (
    account_id    bigint not null,
    target_id     bigint not null,
    id            bigint not null,
    notifications boolean not null default true,
    expires_at    timestamptz,
    created_at    timestamptz not null default now(),
    primary key (account_id, target_id)
);
create index mute_of_account on mute (account_id, id);
create index mute_of_target on mute (target_id, account_id);
create index mute_expiry on mute (expires_at) where expires_at is not null;

-- What somebody noted about somebody, for themselves.
create table account_note (
    account_id bigint not null,
    target_id  bigint not null,
    comment    text not null,
    primary key (account_id, target_id)
);

-- Whom somebody features on their profile.
create table endorsement (
    account_id bigint not null,
    target_id  bigint not null,
    id         bigint not null,
    primary key (account_id, target_id)
);
create index endorsement_of_account on endorsement (account_id, id);
create index endorsement_of_target on endorsement (target_id, account_id);

create table list (
    id             bigint primary key,
    account_id     bigint not null,
    title          text not null,
    replies_policy text not null default 'list',
    exclusive      boolean not null default false,
    created_at     timestamptz not null default now()
);
create index list_of_account on list (account_id, id);

create table list_account (
    list_id    bigint not null,
    target_id  bigint not null,
    id         bigint not null,
    account_id bigint not null, -- whose list it is
    primary key (list_id, target_id)
);
create index list_account_order on list_account (list_id, id);
create index list_account_of_owner on list_account (account_id, target_id);

create table tag_follow (
    account_id bigint not null,
    tag        text not null,
    id         bigint not null,
    primary key (account_id, tag)
);
create index tag_follow_following on tag_follow (account_id, id);
create index tag_follow_followers on tag_follow (tag, id) include (account_id);

-- Facts that become true at a time: moved to the outbox when they are due. The key names one, so that it can be moved
-- to another time or called off.
create table scheduled_fact (
    key        text primary key,
    due_at     timestamptz not null,
    payload    text not null,
    created_at timestamptz not null default now()
);
create index scheduled_fact_due on scheduled_fact (due_at);
