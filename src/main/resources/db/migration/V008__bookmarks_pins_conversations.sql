create table bookmark (
    account_id bigint not null,
    status_id  bigint not null,
    id         bigint not null,
    primary key (account_id, status_id)
);
create index bookmark_of_account on bookmark (account_id, id);
create index bookmark_of_status on bookmark (status_id);

create table pin (
    account_id bigint not null,
    status_id  bigint not null,
    id         bigint not null,
    primary key (account_id, status_id)
);
create index pin_of_status on pin (status_id);

-- Threads somebody does not want to be told of any more.
create table conversation_mute (
    account_id      bigint not null,
    conversation_id bigint not null,
    primary key (account_id, conversation_id)
);

-- Direct statuses as each of their people reads them: one row a reader, thread and set of people.
create table conversation (
    id              bigint generated always as identity unique,
    account_id      bigint not null,
    conversation_id bigint not null,
    others          bigint[] not null, -- in ascending order, without the reader
    last_status_id  bigint not null,
    dismissed_to    bigint not null default 0, -- shown again once something newer comes
    unread          boolean not null,
    primary key (account_id, conversation_id, others)
);
create index conversation_of_account on conversation (account_id, last_status_id);
create index conversation_of_status on conversation (last_status_id);
create index status_direct on status (conversation_id, id) where visibility = 'direct';
