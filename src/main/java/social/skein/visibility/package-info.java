/**
 * Who may see a status, and who hears of it at home: the one place of these rules for REST, timelines, notifications and
 * streams. Statuses enter as {@link social.skein.visibility.StatusAttributes}s; owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.visibility;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
