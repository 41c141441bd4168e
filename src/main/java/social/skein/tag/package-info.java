/**
 * Hashtags: their syntax and normal form, usage, followed and featured ones. Names are in lower case everywhere. Owns the tables
 * {@code tag}, {@code tag_follow} and {@code featured_tag}; publishes {@link social.skein.events.Fact.TagFollowed} and
 * {@code TagUnfollowed}.
 */
@NullMarked
@CheckReturnValue
package social.skein.tag;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
