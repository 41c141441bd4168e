/**
 * Hashtags as people use them beyond their posts: followed, and featured on profiles. Names are in lower case everywhere.
 * Owns the table {@code tag_follow}; tells {@link social.skein.events.Fact.TagFollowed} and {@code TagUnfollowed}.
 */
@NullMarked
@CheckReturnValue
package social.skein.tag;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
