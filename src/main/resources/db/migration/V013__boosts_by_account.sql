-- What somebody boosted lately, for the pages they read.
create index status_boosts_of_account on status (account_id, reblog_of_id) where reblog_of_id is not null;
