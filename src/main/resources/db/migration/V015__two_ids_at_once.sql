-- What is written down needs an id, and so does the fact of it: both from one change of the shard's row.
create function next_two_ids(of_shard integer, out first bigint, out second bigint) language sql volatile as $$
    update id_shard
       set last = greatest(last + 2, (((extract(epoch from clock_timestamp()) * 1000)::bigint - 1420070400000) << 10) + 1)
     where shard = of_shard
    returning (((last - 1) >> 10) << 22) | (of_shard::bigint << 10) | ((last - 1) & 1023),
              ((last >> 10) << 22) | (of_shard::bigint << 10) | (last & 1023)
$$;
