/**
 * Lists somebody keeps of accounts they follow, to read apart from home. Owns the tables {@code list} and
 * {@code list_account}; who counts as a member is the view {@code list_member}.
 */
@NullMarked
@CheckReturnValue
package social.skein.list;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
