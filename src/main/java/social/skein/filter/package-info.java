/**
 * What somebody does not want to meet: words and statuses, by place and for a time. Texts enter, and which filters match
 * them leaves. Owns the tables {@code filter}, {@code filter_keyword} and {@code filter_status}.
 */
@NullMarked
@CheckReturnValue
package social.skein.filter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
