/**
 * A crowd of any size whose follows and posts obey the laws of real networks: a profile enters, rows leave for an empty
 * database by COPY, and whom anybody follows can be asked without a database. Owns the tables {@code crowd_load},
 * {@code crowd_chunk} and {@code crowd_index}, which are there only where a crowd was loaded: how far that has come.
 */
@NullMarked
@CheckReturnValue
package social.skein.demo.bulk;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
