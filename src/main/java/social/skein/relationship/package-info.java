/**
 * The relations between accounts. Follows, requests, blocks, mutes, notes and endorsements enter; relationships,
 * relations for the visibility rules, and lists of accounts leave. Owns the tables {@code follow}, {@code
 * follow_request}, {@code block}, {@code mute}, {@code account_note}, {@code endorsement} and {@code
 * suggestion_dismissal}; appends the facts of {@link social.skein.events.Topic#FOLLOWS} that are about accounts.
 */
@NullMarked
@CheckReturnValue
package social.skein.relationship;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
