/**
 * Posting now or later, editing, boosting and deleting. Requests enter; statuses leave through {@link
 * social.skein.posting.StatusActions}, immediately or on {@link social.skein.events.Fact.StatusDue}. Owns the tables
 * {@code scheduled_status} and {@code idempotency_key}.
 */
@NullMarked
@CheckReturnValue
package social.skein.posting;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
