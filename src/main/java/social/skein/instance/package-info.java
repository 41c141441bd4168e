/**
 * What a deployment says about itself: limits and versions that clients steer by, where its documents are, and the lists
 * that are empty here. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.instance;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
