/**
 * The contract of features: their contributions to a process, and the steps that erase a deleted account from their
 * tables. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.feature;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
