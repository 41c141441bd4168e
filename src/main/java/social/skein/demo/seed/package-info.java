/**
 * Sample data: creates accounts, follows, posts, favourites and boosts from a friendship graph, a number of posts and a
 * random seed, through the same services as the API. Owns no table; repeating a plan creates nothing twice.
 */
@NullMarked
@CheckReturnValue
package social.skein.demo.seed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
