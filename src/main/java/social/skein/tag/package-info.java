/**
 * Hashtags: what is one, who follows and who features them, how much they are used. Names are in lower case everywhere.
 * Owns the tables {@code tag_follow} and {@code featured_tag}, and reads {@code tag} and {@code status_tag}, which posting
 * fills; tells {@link social.skein.events.Fact.TagFollowed} and {@code TagUnfollowed}.
 */
@NullMarked
@CheckReturnValue
package social.skein.tag;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
