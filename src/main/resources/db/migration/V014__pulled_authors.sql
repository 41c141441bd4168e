-- Authors whose posts are fetched by whoever reads them, because they have more followers than fan-out goes to.
create table pulled_author (
    account_id bigint primary key,
    since      timestamptz not null default now()
);
