/**
 * Statuses as they are stored: drafts enter, statuses, counts and threads leave; what a viewer has done with them is looked
 * up here too. Owns the tables {@code status}, {@code status_edit}, {@code status_counter}, {@code status_search},
 * {@code status_tag} and {@code tag}; publishes {@link social.skein.events.Fact.StatusPosted} and {@code StatusDeleted}.
 */
@NullMarked
@CheckReturnValue
package social.skein.status;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
