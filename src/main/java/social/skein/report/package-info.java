/**
 * What people tell the operators of each other. Reports enter through the API; operators list, resolve and reopen them
 * by commands. Owns the table {@code report}.
 */
@NullMarked
@CheckReturnValue
package social.skein.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
