/**
 * Who follows whom. Requests to follow enter, relationships and pages of accounts leave, and fan-out walks the followers
 * of an author here. Owns the table {@code follow}; tells {@link social.skein.events.Fact.Followed} and
 * {@link social.skein.events.Fact.Unfollowed}.
 */
@NullMarked
@CheckReturnValue
package social.skein.relationship;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
