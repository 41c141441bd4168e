/**
 * The checks of the {@code doctor} command: the machine, the settings, the servers, and with {@code --data} the
 * consistency of the stored data. Owns no state.
 */
@NullMarked
@CheckReturnValue
package social.skein.doctor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
