package social.skein.stream;

import java.util.Locale;
import social.skein.model.AccountId;
import social.skein.model.ListId;

/**
 * Where a kind of event happens. Several streams may listen on one channel.
 *
 * @param key the account, hashtag or list it is the channel of
 */
record Channel(Kind kind, String key) {
    static final Channel PUBLIC = new Channel(Kind.PUBLIC, "");

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
        return new Channel(Kind.HOME, account.toString());
    }

    static Channel notifications(AccountId account) {
        return new Channel(Kind.NOTIFICATIONS, account.toString());
    }

    static Channel direct(AccountId account) {
        return new Channel(Kind.DIRECT, account.toString());
    }

    static Channel list(ListId list) {
        return new Channel(Kind.LIST, list.toString());
    }

    static Channel hashtag(String tag) {
        String bare = tag.startsWith("#") ? tag.substring(1) : tag;
        return new Channel(Kind.HASHTAG, bare.toLowerCase(Locale.ROOT));
    }
}
