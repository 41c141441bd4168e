/**
 * Filters: keywords and statuses that an account does not want to see, by context and with an optional expiry. Texts
 * enter, the matching filters leave. Owns the tables {@code filter}, {@code filter_keyword} and {@code filter_status}.
 */
@NullMarked
@CheckReturnValue
package social.skein.filter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
