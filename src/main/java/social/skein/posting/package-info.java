/**
 * Statuses that are posted now or later. What is asked for enters; it leaves through {@link social.skein.posting.StatusActions},
 * at once or when {@link social.skein.events.Fact.StatusDue} says that its time has come. Owns the table
 * {@code scheduled_status}.
 */
@NullMarked
@CheckReturnValue
package social.skein.posting;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
