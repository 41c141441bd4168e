package social.skein.demo.bulk;

import java.util.Locale;

/**
 * What a database holds of a crowd once it is loaded.
 *
 * @param seconds this run took
 * @param loaded the rows this run put in, none where all was there already
 */
public record LoadResult(String profile, int accounts, long follows, long posts, long loaded, double seconds) {
    @Override
    public String toString() {
        String size = String.format(
                Locale.ROOT, "%s: %,d accounts, %,d follows, %,d posts", profile, accounts, follows, posts);
        return loaded == 0
                ? size + ", all of them there already"
                : size + String.format(Locale.ROOT, "; %,d of them loaded in %.0f s", loaded, seconds);
    }
}
