/**
 * Admission control in front of the router: limits on connections and concurrent requests, load shedding by priority, deadlines, and
 * the refusal of ambiguous requests. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.admission;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
