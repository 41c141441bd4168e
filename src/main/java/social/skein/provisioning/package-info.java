/**
 * The provisioning API: an operator's backend creates, finds, disables and enables accounts, and issues tokens for them.
 * It has its own credential. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.provisioning;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
