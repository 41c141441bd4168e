/**
 * Account deletion: the account is hidden at once, then its data is erased in the background by the steps of the
 * features that own the tables. Consumes {@link social.skein.events.Fact.AccountDeleted}; owns the table {@code
 * account_deletion}.
 */
@NullMarked
@CheckReturnValue
package social.skein.deletion;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
