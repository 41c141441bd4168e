-- The process that does a job for all others, such as the relay, holds the row of the job until it expires. The term increases with
-- every holder and fences off the earlier ones. The relay of the previous version takes an advisory lock instead; while it does, no
-- process of this version takes or renews the lease.
create table leader_lease (
    job           text primary key,
    holder        text not null,
    term          bigint not null,
    acquired_at   timestamptz not null,
    expires_at    timestamptz not null,
    progressed_at timestamptz not null
) with (fillfactor = 50);
