/**
 * Admission control in front of the router: limits on connections and concurrent requests, load shedding by priority,
 * deadlines, and the rejection of ambiguous requests. Stores nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.admission;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
