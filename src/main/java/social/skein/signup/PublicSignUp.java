package social.skein.signup;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import social.skein.account.AccountState;
import social.skein.account.Accounts;
import social.skein.account.PasswordHasher;
import social.skein.account.SignUpApproval;
import social.skein.config.Registration;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.sql.Transaction;

/** Sign-up by users, as far as the operator permits it. */
public final class PublicSignUp {
    /** The answer to each sign-up while registration is closed. */
    public static final String CLOSED =
            "Sign-up is closed on this server; please ask its operator to create an account for you";

    private final Accounts accounts;
    private final AccountCreator creator;
    private final Registration registration;
    private final boolean requireEmailConfirmation;

    /** @param requireEmailConfirmation whether an account stays unusable until its e-mail address is confirmed */
    public PublicSignUp(
            Accounts accounts,
            PasswordHasher passwordHasher,
            Registration registration,
            boolean requireEmailConfirmation) {
        this.accounts = accounts;
        this.creator = new AccountCreator(accounts, passwordHasher);
        this.registration = registration;
        this.requireEmailConfirmation = requireEmailConfirmation;
    }

    /** A new account, which may still need confirmation or approval. */
    public record SignedUp(AccountId account, AccountState state) {}

    public Registration registration() {
        return registration;
    }

    /** Throws a {@link Problem.Forbidden} if registration is closed. */
    private void requireOpen() {
        if (registration == Registration.CLOSED) {
            throw new Problem.Forbidden(CLOSED);
        }
    }

    /**
     * Creates the account, or fails with a {@link Problem.Invalid} that lists every error. Throws if registration is
     * closed.
     *
     * @param issueCredential issues the session or token in the same transaction, so that a failure leaves no taken
     *     name behind
     */
    public <T> Future<T> signUp(SignUpRequest request, BiFunction<Transaction, SignedUp, Future<T>> issueCredential) {
        requireOpen();
        SignUpApproval approval = new SignUpApproval(
                !requireEmailConfirmation,
                registration == Registration.OPEN,
                request.reason().strip(),
                request.validLocale());
        return validate(request)
                .compose(errors -> creator.create(
                        errors,
                        request.credentials(),
                        approval,
                        (transaction, account) ->
                                issueCredential.apply(transaction, new SignedUp(account, approval.state()))));
    }

    /** All errors of a request. An invalid name or e-mail address cannot be taken, so it is not looked up. */
    private Future<List<FieldError>> validate(SignUpRequest request) {
        List<FieldError> errors = request.validate(registration);
        return accounts.findTaken(
                        isValid(errors, "username") ? request.credentials().username() : "",
                        isValid(errors, "email") ? request.credentials().email() : "")
                .map(taken -> {
                    List<FieldError> all = new ArrayList<>(errors);
                    all.addAll(taken);
                    return all;
                });
    }

    private static boolean isValid(List<FieldError> errors, String field) {
        return errors.stream().noneMatch(error -> error.field().equals(field));
    }
}
