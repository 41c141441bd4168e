/**
 * Hashtags: their syntax, normal form and usage, and the hashtags that accounts follow or feature. Names are always in
 * lower case. Owns the tables {@code tag}, {@code tag_follow} and {@code featured_tag}; publishes {@link
 * social.skein.events.Fact.TagFollowed} and {@code TagUnfollowed}.
 */
@NullMarked
@CheckReturnValue
package social.skein.tag;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
