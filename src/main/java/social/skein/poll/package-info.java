/**
 * Polls and votes. A poll enters with the status it hangs on, by whose id it goes; votes enter, counts leave. Who may see
 * it is the status' business. Owns the tables {@code poll}, {@code poll_vote} and {@code poll_counter}; has
 * {@link social.skein.events.Fact.PollEnded} told when the time is over.
 */
@NullMarked
@CheckReturnValue
package social.skein.poll;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
