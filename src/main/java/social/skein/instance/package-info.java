/**
 * The description of the server: its limits and versions, well-known documents, and endpoints that always return empty
 * lists. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.instance;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
