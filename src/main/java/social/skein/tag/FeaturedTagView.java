package social.skein.tag;

import org.jspecify.annotations.Nullable;

/** A hashtag on a profile as the client API shows it: the count in digits, the time as a day. */
record FeaturedTagView(
        String id,
        String name,
        String url,
        String statusesCount,
        @Nullable String lastStatusAt) {}
