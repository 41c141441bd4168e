package social.skein.stream;

import social.skein.model.AccountId;
import social.skein.model.ListId;

/**
 * A source of events. Several streams may listen on one channel.
 *
 * @param id the account or list; 0 for public and hashtag channels
 * @param tag the canonical name of the hashtag, or a part of the public feed; empty for other channels
 */
record Channel(Kind kind, long id, String tag) {
    static final Channel PUBLIC = new Channel(Kind.PUBLIC, 0, "");

    /** The part of {@link #PUBLIC} that has media. */
    static final Channel PUBLIC_MEDIA = new Channel(Kind.PUBLIC, 0, "media");

    /** The kinds of channel. */
    enum Kind {
        HOME,
        NOTIFICATIONS,
        DIRECT,
        PUBLIC,
        HASHTAG,
        LIST
    }

    static Channel home(AccountId account) {
        return new Channel(Kind.HOME, account.value(), "");
    }

    static Channel notifications(AccountId account) {
        return new Channel(Kind.NOTIFICATIONS, account.value(), "");
    }

    static Channel direct(AccountId account) {
        return new Channel(Kind.DIRECT, account.value(), "");
    }

    static Channel list(ListId list) {
        return new Channel(Kind.LIST, list.value(), "");
    }

    static Channel hashtag(String name) {
        return new Channel(Kind.HASHTAG, 0, name);
    }

    /** Whether the channel carries public posts of all authors. */
    boolean isPublicFeed() {
        return kind == Kind.PUBLIC || kind == Kind.HASHTAG;
    }
}
