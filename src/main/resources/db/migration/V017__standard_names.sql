-- The field's standard names for tables and columns. Nothing has been released, so the old names go at once: stop every process of a
-- deployment before the first one of this version starts.
-- contract: no release has the old name
alter table departure rename to account_deletion;
-- contract: no release has the old name
alter table account_deletion rename column asked_at to requested_at;
-- contract: no release has the old name
alter table account_deletion rename column deleted to deleted_rows;
-- contract: no release has the old name
alter table status_words rename to status_search;
-- contract: no release has the old name
alter table status_search rename column words to document;
-- contract: no release has the old name
alter table status_search rename column everybodys to is_public;
-- contract: no release has the old name
alter table last_write rename to write_position;
-- contract: no release has the old name
alter table write_position rename column position to lsn;
-- contract: no release has the old name
alter table scheduled_status rename column asked to params;
-- contract: no release has the old name
alter table outbox rename column only_role to target_role;
-- contract: no release has the old name
alter table conversation rename column others to participant_ids;
-- contract: no release has the old name
alter table conversation rename column dismissed_to to dismissed_up_to_id;
-- contract: no release has the old name
alter table oauth_code rename column challenge to code_challenge;

-- contract: no release has the old name
alter index departure_open rename to account_deletion_unfinished;
-- contract: no release has the old name
alter index status_words_words rename to status_search_document;
-- contract: no release has the old name
alter index status_words_of_account rename to status_search_of_account;
-- contract: no release has the old name
alter index status_words_mentions rename to status_search_mentions;
-- contract: no release has the old name
alter index account_awaited rename to account_pending;

-- The roles "ties" and "departures" are called "relationships" and "deletions".
update dead_letter set role = 'relationships' where role = 'ties';
update dead_letter set role = 'deletions' where role = 'departures';
update outbox set target_role = 'relationships' where target_role = 'ties';
update outbox set target_role = 'deletions' where target_role = 'departures';
