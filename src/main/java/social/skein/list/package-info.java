/**
 * Lists somebody keeps of accounts they follow, to read apart from home; whoever is followed no longer is taken off. Owns
 * the tables {@code list} and {@code list_account}.
 */
@NullMarked
@CheckReturnValue
package social.skein.list;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
