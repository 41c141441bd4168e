/**
 * What a feature contributes to a process, and the steps that erase an account from the tables of a feature. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.feature;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
