/**
 * Bulk loading of a synthetic population whose follows and posts have the distributions of real networks. Generates
 * rows from a profile and loads them into an empty database with COPY; the follow graph is also available without a
 * database. Owns the tables {@code crowd_load}, {@code crowd_chunk} and {@code crowd_index} (the progress of a load),
 * which exist only in bulk-loaded databases.
 */
@NullMarked
@CheckReturnValue
package social.skein.demo.bulk;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
