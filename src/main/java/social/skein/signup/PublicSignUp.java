package social.skein.signup;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import social.skein.account.AccountState;
import social.skein.account.Accounts;
import social.skein.account.NewAccount;
import social.skein.account.PasswordHasher;
import social.skein.account.SignUpApproval;
import social.skein.config.Registration;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.sql.Sql;

/** Where everybody may ask for an account, as far as the operator lets them. */
public final class PublicSignUp {
    private final Accounts accounts;
    private final PasswordHasher passwordHasher;
    private final Registration registration;
    private final boolean requireEmailConfirmation;

    /** @param requireEmailConfirmation whether people must show first that their e-mail address is theirs */
    public PublicSignUp(
            Accounts accounts,
            PasswordHasher passwordHasher,
            Registration registration,
            boolean requireEmailConfirmation) {
        this.accounts = accounts;
        this.passwordHasher = passwordHasher;
        this.registration = registration;
        this.requireEmailConfirmation = requireEmailConfirmation;
    }

    /** Somebody who has an account now, though they may have to wait before they can use it. */
    public record SignedUp(AccountId account, AccountState state) {}

    public Registration registration() {
        return registration;
    }

    /** Fails where nobody may sign up. */
    public void requireOpen() {
        if (registration == Registration.CLOSED) {
            throw new Problem.Forbidden(
                    "Nobody can sign up on this server; ask whoever runs it to make an account for you");
        }
    }

    /**
     * Makes the account, or fails with a {@link Problem.Invalid} that names everything that is wrong.
     *
     * @param issueCredential makes, in the same transaction, what opens the account for whoever asked: nobody is to have a name that is
     *     taken, and to be told that it went wrong
     */
    public <T> Future<T> signUp(SignUpRequest request, BiFunction<Sql, SignedUp, Future<T>> issueCredential) {
        SignUpCredentials signUp = request.credentials();
        SignUpApproval admission = new SignUpApproval(
                !requireEmailConfirmation,
                registration == Registration.OPEN,
                request.reason().strip(),
                request.validLocale());
        return validate(request)
                .compose(faults -> faults.isEmpty()
                        ? passwordHasher.hash(signUp.password())
                        : Future.failedFuture(new Problem.Invalid(faults)))
                .compose(hash -> accounts.create(
                        new NewAccount(signUp.username(), signUp.email(), hash, admission),
                        (transaction, account) ->
                                issueCredential.apply(transaction, new SignedUp(account, admission.state()))));
    }

    /** A name or an address that breaks a rule of its own cannot be taken, so it is not looked for. */
    private Future<List<FieldError>> validate(SignUpRequest request) {
        requireOpen();
        List<FieldError> faults = request.validate(registration);
        return accounts.findTaken(
                        isValid(faults, "username") ? request.credentials().username() : "",
                        isValid(faults, "email") ? request.credentials().email() : "")
                .map(taken -> {
                    List<FieldError> all = new ArrayList<>(faults);
                    all.addAll(taken);
                    return all;
                });
    }

    private static boolean isValid(List<FieldError> errors, String field) {
        return errors.stream().noneMatch(fault -> fault.field().equals(field));
    }
}
