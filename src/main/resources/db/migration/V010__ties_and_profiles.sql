-- What follows and profiles say beyond the first of them, and whom somebody does not want suggested.

-- The languages somebody wants to read of whom they follow; none named means all.
alter table follow add column languages text[] not null default '{}';
alter table follow_request add column languages text[] not null default '{}';

alter table account
    add column indexable        boolean not null default false,
    add column hide_collections boolean not null default false,
    add column sensitive        boolean not null default false, -- of a status that does not say
    add column language         text,                           -- of a status that does not say
    add column field_names      text[] not null default '{}',
    add column field_values     text[] not null default '{}';

-- last_status_at is kept to the minute, so that a second status in a minute does not change the index.
create index account_counter_active on account_counter (last_status_at)
    where slot = 0 and last_status_at is not null;

create table suggestion_dismissal (
    account_id bigint not null,
    target_id  bigint not null,
    primary key (account_id, target_id)
);
