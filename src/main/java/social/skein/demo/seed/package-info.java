/**
 * A neighbourhood to try Skein on: a graph of friends, a number of posts and a random seed enter; accounts, follows, posts,
 * likes and boosts leave, through the same doors people use. Owns no table; what it made once it does not make again.
 */
@NullMarked
@CheckReturnValue
package social.skein.demo.seed;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
