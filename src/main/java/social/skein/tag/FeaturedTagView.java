package social.skein.tag;

import org.jspecify.annotations.Nullable;

/** A featured hashtag as the API shows it: the count as a JSON string, the time as a date. */
record FeaturedTagView(
        String id,
        String name,
        String url,
        String statusesCount,
        @Nullable String lastStatusAt) {}
