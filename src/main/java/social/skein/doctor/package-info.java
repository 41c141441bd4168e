/**
 * The checks behind the {@code doctor} command: the machine, the settings, the stores it can reach, and with {@code --data} the
 * consistency of what they hold. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.doctor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
