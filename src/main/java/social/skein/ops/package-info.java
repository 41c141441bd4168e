/** The ops port: liveness, readiness and metrics. Never served on the public port. */
@NullMarked
@CheckReturnValue
package social.skein.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
