/**
 * Statuses as they are stored: rows, edits, counters, search documents, and the interactions of a viewer with them. A
 * composed status enters, {@link social.skein.status.Status} records leave. Owns the tables {@code status}, {@code
 * status_edit}, {@code status_counter}, {@code status_search} and {@code status_tag}; publishes {@link
 * social.skein.events.Fact.StatusPosted}, {@code StatusEdited} and {@code StatusDeleted}.
 */
@NullMarked
@CheckReturnValue
package social.skein.status;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
