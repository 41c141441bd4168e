/**
 * The audit log: sign-ins, denials, revocations and decisions of operators, one line each, with its own logger.
 */
@NullMarked
@CheckReturnValue
package social.skein.auditlog;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
