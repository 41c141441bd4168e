-- Polls, earlier versions of edited statuses, and statuses that are posted later.

-- A status has one poll at the most, so the poll goes by the status' id. Votes count for a round: changed options begin a
-- new one, and what was under way for the old one counts for nothing without anybody waiting for anybody.
create table poll (
    status_id   bigint primary key,
    account_id  bigint not null,
    round       bigint not null, -- an id drawn when the round began
    options     text[] not null,
    multiple    boolean not null,
    hide_totals boolean not null,
    expires_at  timestamptz not null
);

create table poll_vote (
    status_id  bigint not null,
    round      bigint not null,
    account_id bigint not null,
    choices    integer[] not null, -- from 0, each once
    primary key (status_id, round, account_id)
);
create index poll_vote_of_account on poll_vote (account_id, status_id);

-- Spread over slots by the voter, as those of a status are; a count is the sum of its slots.
create table poll_counter (
    status_id bigint not null,
    round     bigint not null,
    slot      smallint not null,
    voters    bigint not null,
    votes     bigint[] not null, -- one number an option
    primary key (status_id, round, slot)
) with (fillfactor = 70);

-- What a status was before each edit; what it is now is in its own row.
create table status_edit (
    status_id    bigint not null,
    id           bigint not null, -- drawn when it was replaced
    content      text not null,
    spoiler_text text not null,
    sensitive    boolean not null,
    poll_options text[],
    created_at   timestamptz not null,
    primary key (status_id, id)
);

create table scheduled_status (
    id         bigint primary key,
    account_id bigint not null,
    due_at     timestamptz not null,
    asked      text not null, -- JSON
    created_at timestamptz not null default now()
);
create index scheduled_status_of_account on scheduled_status (account_id, id);
