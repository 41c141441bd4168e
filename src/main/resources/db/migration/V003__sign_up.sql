-- How somebody becomes a member: their address is confirmed and their request is granted. Whom an operator made is both.
alter table account
    add column confirmed_at timestamptz default now(),
    add column approved_at  timestamptz default now();
create index account_awaited on account (id) where confirmed_at is null or approved_at is null;
create index account_suspended on account (id) where suspended_at is not null;

alter table credential
    add column reason text not null default '', -- why they want to join, where that was asked
    add column locale text;

-- Days, not moments: enough to know what is still in use, written at most once a day.
alter table oauth_token add column last_used_on date;

alter table web_session
    add column browser      text not null default '', -- "Firefox on Linux"; neither the whole header nor the address is kept
    add column last_seen_on date not null default current_date;
create index web_session_of_account on web_session (account_id);
create index oauth_code_of_account on oauth_code (account_id);
