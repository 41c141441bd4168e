/**
 * People: sign-ups and profiles enter, accounts leave, as records with their counts and as the client API shows them. Owns
 * the tables {@code account}, {@code account_counter} and {@code credential}, how somebody comes to be in good standing and
 * loses it, and how passwords are hashed.
 */
@NullMarked
@CheckReturnValue
package social.skein.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
