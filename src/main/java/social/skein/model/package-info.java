/**
 * The words every feature shares: ids, visibility, problems, windows into a list and the pages they cut. No behaviour of a
 * feature and no store lives here.
 */
@NullMarked
@CheckReturnValue
package social.skein.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
