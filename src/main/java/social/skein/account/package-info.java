/**
 * Accounts: profiles, counters, states, credentials and password hashing, and their views in the client API. Owns the
 * tables {@code account}, {@code account_counter} and {@code credential}.
 */
@NullMarked
@CheckReturnValue
package social.skein.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
