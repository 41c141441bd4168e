/**
 * The rules of visibility: which statuses a viewer may open, find in a timeline, or be notified of. REST, timelines,
 * notifications and streams all use these. Statuses enter as {@link social.skein.visibility.StatusAttributes}; the
 * package owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.visibility;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
