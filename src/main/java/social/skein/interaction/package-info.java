/**
 * Favourites, bookmarks, pins and muted conversations: their routes and their stores. Owns the tables {@code
 * favourite}, {@code bookmark}, {@code pin} and {@code conversation_mute}; publishes {@link
 * social.skein.events.Fact.Favourited} and {@code Unfavourited}.
 */
@NullMarked
@CheckReturnValue
package social.skein.interaction;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
