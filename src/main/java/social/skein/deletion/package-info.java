/**
 * How an account is deleted for good. Somebody leaves, at once for everybody; then what they left behind is forgotten in
 * the background, step by step, each offered by the feature that owns the tables. Lives on {@link
 * social.skein.events.Fact.AccountDeleted}; owns the table {@code account_deletion}.
 */
@NullMarked
@CheckReturnValue
package social.skein.deletion;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
