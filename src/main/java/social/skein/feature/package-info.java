/** The contract between features and the deletion of accounts: steps that erase an account from a feature's tables. Owns nothing. */
@NullMarked
@CheckReturnValue
package social.skein.feature;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
