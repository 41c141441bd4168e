/**
 * Hashtags: their syntax, followers, featured hashtags of profiles, and usage. Names are in lower case everywhere. Owns
 * the tables {@code tag_follow} and {@code featured_tag}, and reads {@code tag} and {@code status_tag}, which posting
 * fills; appends {@link social.skein.events.Fact.TagFollowed} and {@code TagUnfollowed}.
 */
@NullMarked
@CheckReturnValue
package social.skein.tag;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
