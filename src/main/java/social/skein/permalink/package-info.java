/**
 * The HTML pages that the links of accounts, posts and hashtags lead to, for readers without an app. They show what an
 * anonymous client of the API may see. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.permalink;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
