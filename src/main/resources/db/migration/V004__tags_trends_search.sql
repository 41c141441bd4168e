-- Hashtags people feature and look for, what is talked about, and the words of statuses.

-- Every hashtag a public status has ever carried. The order is that of the bytes, so a beginning is a range.
create table tag (
    name text collate "C" primary key,
    uses bigint not null default 0 -- statuses with it when it was last counted
);
insert into tag (name, uses) select tag, count(*) from status_tag group by tag;

-- How often a hashtag is used, and by how many, is read from the index alone; so is what was used lately.
create index status_tag_use on status_tag (tag, status_id desc) include (account_id);
create index status_tag_recent on status_tag (status_id) include (tag);

create table featured_tag (
    account_id bigint not null,
    tag        text not null,
    id         bigint not null,
    primary key (account_id, tag)
);
create index featured_tag_of_account on featured_tag (account_id, id);

-- What is talked about now: a few rows, made anew every few minutes.
create table trending_tag (
    tag   text primary key,
    score double precision not null
);
create table trending_status (
    status_id bigint primary key,
    score     double precision not null
);

-- The words of what people wrote. A lexeme is a word as it was written, in lower case; or the stem of one in the language
-- of the status, as /en/stem; or something else that can be asked for, as /is/reply.
create table status_words (
    status_id  bigint primary key,
    account_id bigint not null,
    everybodys boolean not null, -- public
    mentions   bigint[] not null,
    words      tsvector not null
);
create index status_words_words on status_words using gin (words);
create index status_words_of_account on status_words (account_id, status_id);

-- Statuses of before are found by their words, though not by their stems. The rest of what is written is the code's.
insert into status_words (status_id, account_id, everybodys, mentions, words)
select id, account_id, visibility = 'public', mentions,
       to_tsvector('simple', spoiler_text || ' ' || source)
  from status
 where reblog_of_id is null;
