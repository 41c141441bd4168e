/**
 * The HTML pages of the server: sign-in, sign-up, consent, and the settings of an account. Requests enter through the public port,
 * pages leave. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
