-- The groups of three characters of a text's words, by which people are found in spite of a slip of the keyboard. Not those
-- of pg_trgm, which takes for letters what the database's locale does: with that of the embedded PostgreSQL, ASCII alone.
create function trigrams(words text) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct substr(padded, i, 3)), '{}')
      from (select '  ' || word || ' ' as padded from unnest(string_to_array(translate(words, '_', ' '), ' ')) word
             where word <> '') words
     cross join lateral generate_series(1, length(padded) - 2) i
$$;
create index account_trigrams on account using gin (trigrams(lower(username || ' ' || display_name)))
    where suspended_at is null;

-- What names somebody is a part of a search with an index of its own.
create index status_words_mentions on status_words using gin (mentions) where mentions <> '{}';
