package social.skein.stream;

import java.util.Locale;
import social.skein.model.AccountId;
import social.skein.model.ListId;

/**
 * Where a kind of event happens. Several streams may listen on one channel.
 *
 * @param id the account or list it is the channel of; 0 for others
 * @param tag the hashtag it is the channel of; empty for others
 */
record Channel(Kind kind, long id, String tag) {
    static final Channel PUBLIC = new Channel(Kind.PUBLIC, 0, "");

    /** The kinds of channel there are. */
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

    static Channel hashtag(String tag) {
        String bare = tag.startsWith("#") ? tag.substring(1) : tag;
        return new Channel(Kind.HASHTAG, 0, bare.toLowerCase(Locale.ROOT));
    }

    /** Whether posts come this way for anybody, whoever wrote them. */
    boolean isPublicFeed() {
        return kind == Kind.PUBLIC || kind == Kind.HASHTAG;
    }
}
