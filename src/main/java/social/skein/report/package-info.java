/**
 * Reports of accounts to the operators. Reports enter through the API; operators list, resolve and reopen them with
 * commands. Owns the table {@code report}.
 */
@NullMarked
@CheckReturnValue
package social.skein.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
