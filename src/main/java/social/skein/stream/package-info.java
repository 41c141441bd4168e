/**
 * Live timelines over WebSocket and server-sent events. Hints enter; each node finds in its own memory which of its
 * connected readers they concern, and renders for them. Owns no table and no topic.
 */
@NullMarked
@CheckReturnValue
package social.skein.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
