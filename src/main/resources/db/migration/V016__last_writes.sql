-- Where in the log people wrote last, while no Redis says so. Unlogged: it is worth nothing after a minute, and a replica,
-- which is what it is about, never needs it. Every update leaves the index alone, for which pages keep room.
create unlogged table last_write (
    account_id bigint primary key,
    position   bigint not null,
    written_at timestamptz not null default now()
) with (fillfactor = 50);
