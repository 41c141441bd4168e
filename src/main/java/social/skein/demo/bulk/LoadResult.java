package social.skein.demo.bulk;

import java.util.Locale;

/**
 * The outcome of a load.
 *
 * @param follows the number of follows in the database
 * @param posts the number of posts in the database
 * @param rowsLoaded the number of rows that this run loaded; 0 if everything had been loaded before
 * @param seconds the duration of this run
 */
public record LoadResult(String profile, int accounts, long follows, long posts, long rowsLoaded, double seconds) {
    @Override
    public String toString() {
        String size = String.format(
                Locale.ROOT, "%s: %,d accounts, %,d follows, %,d posts", profile, accounts, follows, posts);
        return rowsLoaded == 0
                ? size + ", all loaded before"
                : size + String.format(Locale.ROOT, "; %,d rows loaded in %.0f s", rowsLoaded, seconds);
    }
}
