/**
 * Live timelines over WebSocket and server-sent events. Hints enter; each process looks up in memory which of its
 * connected users they concern, and renders events for those. The package owns no table and no topic.
 */
@NullMarked
@CheckReturnValue
package social.skein.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
