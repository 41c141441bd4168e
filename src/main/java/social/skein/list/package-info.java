/**
 * Lists of followed accounts, each with its own timeline. Owns the tables {@code list} and {@code list_account}; the
 * view {@code list_member} selects the current members.
 */
@NullMarked
@CheckReturnValue
package social.skein.list;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
