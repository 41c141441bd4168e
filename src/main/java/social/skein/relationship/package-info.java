/**
 * How accounts stand to each other. Follows, requests, blocks, mutes, notes and endorsements enter; relationships, ties for
 * the rules of the audience, and lists of people leave. Owns the tables {@code follow}, {@code follow_request}, {@code block},
 * {@code mute}, {@code account_note}, {@code endorsement} and {@code suggestion_dismissal}; tells the facts of
 * {@link social.skein.events.Topic#FOLLOWS} that are about accounts.
 */
@NullMarked
@CheckReturnValue
package social.skein.relationship;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
