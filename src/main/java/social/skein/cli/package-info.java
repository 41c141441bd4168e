/** What the command line shows: progress enters, lines and bars on a terminal leave. */
@NullMarked
@CheckReturnValue
package social.skein.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
