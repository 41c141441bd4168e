-- Accounts are found with and without accents, vowel points and letters that many keyboards lack. Letters and marks are listed here, so
-- that the result does not depend on the locale of the database. The limit keeps rows of the index
-- below the maximum size. Nothing has been released, so the indexes are built at once.
create function fold_name(name text) returns text language sql immutable parallel safe as $$
    select left(normalize(
        replace(replace(replace(replace(
            translate(
                regexp_replace(
                    normalize(lower(normalize(name, NFKC)), NFKD),
                    '[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u093c\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]',
                    '', 'g'),
                'łøđðħŋŧıςٱىیکةہ', 'loddhntiσاييكهه'),
            'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'),
        NFC), 300)
$$;

-- The groups of three characters of a name's words, as in trigrams(). In scripts without spaces also each character and each pair, because
-- words there have one or two.
create function name_terms(name text) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct term), '{}')
      from (select substr(padded, i, 3) as term
              from (select '  ' || word || ' ' as padded from unnest(string_to_array(translate(name, '_', ' '), ' ')) word
                     where word <> '') words
             cross join lateral generate_series(1, length(padded) - 2) i
             union
            select substr(name, i, n)
              from generate_series(1, length(name)) i
             cross join generate_series(1, 2) n
             where substr(name, i, n) ~ '^[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff]+$')
           terms
$$;

create index account_name_terms on account using gin (name_terms(fold_name(username || ' ' || display_name)))
    where suspended_at is null;
create index account_folded_name on account (fold_name(display_name) text_pattern_ops);
