/**
 * Polls and votes. A poll is created with its status and has the same id; votes enter, counts leave. Visibility is that
 * of the status and not checked here. Owns the tables {@code poll}, {@code poll_vote} and {@code poll_counter};
 * schedules {@link social.skein.events.Fact.PollEnded}.
 */
@NullMarked
@CheckReturnValue
package social.skein.poll;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
