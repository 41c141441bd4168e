-- Reports, and accounts that leave.

-- What somebody tells the operators of somebody else.
create table report (
    id          bigint primary key,
    account_id  bigint not null, -- who reports; 0 once they have left
    target_id   bigint not null,
    status_ids  bigint[] not null,
    rule_ids    text[] not null,
    category    text not null,
    comment     text not null,
    created_at  timestamptz not null default now(),
    resolved_at timestamptz
);
create index report_open on report (id) where resolved_at is null;
create index report_by on report (account_id);
create index report_about on report (target_id);

-- Who left is there for nobody any more; the row stays, so that nobody takes the name.
alter table account add column deleted_at timestamptz;

-- How far the forgetting of those who left has come.
create table departure (
    account_id  bigint primary key,
    username    text not null,
    asked_at    timestamptz not null default now(),
    step        text not null default '', -- what goes now
    deleted     bigint not null default 0, -- rows so far
    finished_at timestamptz
);
create index departure_open on departure (account_id) where finished_at is null;

-- Ways to what is about somebody in other people's rows.
create index notification_from on notification (from_account_id);
create index account_note_about on account_note (target_id);
create index list_account_of_target on list_account (target_id);
