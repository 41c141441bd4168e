/**
 * The command line: one class per command, error reporting and progress output. The top layer: no other package depends
 * on it.
 */
@NullMarked
@CheckReturnValue
package social.skein.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
