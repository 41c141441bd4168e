package social.skein.stream;

import java.util.Locale;
import social.skein.model.AccountId;

/**
 * Where a kind of event happens. Several streams may listen on one channel.
 *
 * @param key the account or hashtag it is the channel of
 */
record Channel(Kind kind, String key) {
    static final Channel PUBLIC = new Channel(Kind.PUBLIC, "");

    /** The kinds of channel there are. */
    enum Kind {
        HOME,
        NOTIFICATIONS,
        DIRECT,
        PUBLIC,
        HASHTAG
    }

    static Channel home(AccountId account) {
        return new Channel(Kind.HOME, account.toString());
    }

    static Channel notifications(AccountId account) {
        return new Channel(Kind.NOTIFICATIONS, account.toString());
    }

    static Channel direct(AccountId account) {
        return new Channel(Kind.DIRECT, account.toString());
    }

    static Channel hashtag(String tag) {
        String bare = tag.startsWith("#") ? tag.substring(1) : tag;
        return new Channel(Kind.HASHTAG, bare.toLowerCase(Locale.ROOT));
    }
}
