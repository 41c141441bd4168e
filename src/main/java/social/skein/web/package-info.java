/**
 * The HTML pages of the server: sign-in, sign-up, app authorization, and account settings. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
