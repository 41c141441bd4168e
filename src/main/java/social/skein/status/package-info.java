/**
 * Statuses: what is typed enters, is rendered once, and leaves as HTML; edits, boosts, favourites and threads. Owns the
 * tables {@code status}, {@code status_edit}, {@code status_counter}, {@code favourite} and {@code idempotency_key}, and of
 * what search and hashtags read {@code status_search}, {@code status_tag} and {@code tag}; tells
 * {@link social.skein.events.Fact.StatusPosted}, {@code StatusEdited}, {@code StatusDeleted}, {@code Favourited} and
 * {@code Unfavourited}.
 */
@NullMarked
@CheckReturnValue
package social.skein.status;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
