/**
 * Search for accounts, statuses and hashtags. A query enters; the results that the viewer may see leave. Owns no table;
 * reads {@code status_search}, which belongs to {@code status}.
 */
@NullMarked
@CheckReturnValue
package social.skein.search;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
