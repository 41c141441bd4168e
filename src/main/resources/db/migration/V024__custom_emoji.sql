-- Custom emoji, added by operators. A row exists before any of its pictures does, and until all of them are gone. The objects of the
-- pictures are in media_object, whose media_id is then an id of this table.
create table custom_emoji (
    id         bigint primary key,
    shortcode  text collate "C" not null,
    category   text not null default '',
    visible    boolean not null, -- whether clients offer it in their pickers
    -- receiving: its pictures are being stored; deleted: they wait to be removed
    state      text not null check (state in ('receiving', 'ready', 'deleted')),
    key        text not null default '', -- the key of the picture, which may be animated
    static_key text not null default '', -- the key of the still picture; the same if it is not animated
    updated_at timestamptz not null default now()
);
create unique index custom_emoji_shortcode on custom_emoji (shortcode) where state = 'ready';

-- One row, which every change of the emoji increments: processes read it to learn that their copy is out of date.
create table custom_emoji_version (
    version bigint not null
);
insert into custom_emoji_version (version) values (1);
