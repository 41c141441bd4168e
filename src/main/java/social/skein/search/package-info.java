/**
 * Search over everything: what somebody typed enters, and accounts, statuses and hashtags leave that it finds and they may
 * find. Owns no table; reads {@code status_search}, which posting fills.
 */
@NullMarked
@CheckReturnValue
package social.skein.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
