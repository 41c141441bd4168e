-- Lists whose members leave with the follow, and filters.

-- Somebody is on a list for the sake of a follow; 0 where they are its owner. A follow that ends and begins again is
-- another one, so nobody comes back to a list, or stays away from home, without being put there again.
alter table list_account add column follow_id bigint not null default 0;

create view list_member as
select m.list_id, m.target_id, m.id, m.account_id
  from list_account m
 where m.target_id = m.account_id
    or exists (select from follow f
                where f.account_id = m.account_id and f.target_id = m.target_id and f.id = m.follow_id);

create table filter (
    id         bigint primary key,
    account_id bigint not null,
    title      text not null,
    context    text[] not null,
    action     text not null,
    expires_at timestamptz,
    created_at timestamptz not null default now()
);
create index filter_of_account on filter (account_id, id);

create table filter_keyword (
    id         bigint primary key,
    filter_id  bigint not null,
    account_id bigint not null, -- whose filter it is
    keyword    text not null,
    whole_word boolean not null
);
create index filter_keyword_of_filter on filter_keyword (filter_id, id);
create index filter_keyword_of_account on filter_keyword (account_id, id);

-- Statuses that are filtered whatever they say.
create table filter_status (
    filter_id  bigint not null,
    status_id  bigint not null,
    id         bigint not null,
    account_id bigint not null, -- whose filter it is
    primary key (filter_id, status_id)
);
create unique index filter_status_id on filter_status (id);
create index filter_status_of_account on filter_status (account_id);
