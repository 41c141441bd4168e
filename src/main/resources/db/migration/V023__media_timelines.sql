-- Timelines of posts with media. Apart from V022, whose columns lock the table also for readers: these only hold up writers.
create index status_with_media on status (id) where media is not null and visibility = 'public' and reblog_of_id is null;
create index status_of_account_with_media on status (account_id, id) where media is not null;
