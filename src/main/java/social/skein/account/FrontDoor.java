package social.skein.account;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import social.skein.config.Registration;
import social.skein.model.AccountId;
import social.skein.model.Fault;
import social.skein.model.Problem;
import social.skein.sql.Sql;

/** Where everybody may ask for an account, as far as the operator lets them. */
public final class FrontDoor {
    private final Accounts accounts;
    private final Passwords passwords;
    private final Registration registration;
    private final boolean confirmEmail;

    /** @param confirmEmail whether people must show first that their e-mail address is theirs */
    public FrontDoor(Accounts accounts, Passwords passwords, Registration registration, boolean confirmEmail) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.registration = registration;
        this.confirmEmail = confirmEmail;
    }

    /** Somebody who has an account now, though they may have to wait before they can use it. */
    public record Joined(AccountId account, Standing standing) {}

    public Registration registration() {
        return registration;
    }

    /** Fails where nobody may sign up. */
    public void checkOpen() {
        if (registration == Registration.CLOSED) {
            throw new Problem.Forbidden(
                    "Nobody can sign up on this server; ask whoever runs it to make an account for you");
        }
    }

    /**
     * Makes the account, or fails with a {@link Problem.Invalid} that names everything that is wrong.
     *
     * @param key makes, in the same transaction, what opens the account for whoever asked: nobody is to have a name that is
     *     taken, and to be told that it went wrong
     */
    public <T> Future<T> join(JoinRequest request, BiFunction<Sql, Joined, Future<T>> key) {
        SignUp signUp = request.signUp();
        Admission admission = new Admission(
                !confirmEmail,
                registration == Registration.OPEN,
                request.reason().strip(),
                request.language());
        return faults(request)
                .compose(faults -> faults.isEmpty()
                        ? passwords.hash(signUp.password())
                        : Future.failedFuture(new Problem.Invalid(faults)))
                .compose(hash -> accounts.create(
                        new NewAccount(signUp.username(), signUp.email(), hash, admission),
                        (transaction, account) -> key.apply(transaction, new Joined(account, admission.standing()))));
    }

    /** A name or an address that breaks a rule of its own cannot be taken, so it is not looked for. */
    private Future<List<Fault>> faults(JoinRequest request) {
        checkOpen();
        List<Fault> faults = request.faults(registration);
        return accounts.taken(
                        isFine(faults, "username") ? request.signUp().username() : "",
                        isFine(faults, "email") ? request.signUp().email() : "")
                .map(taken -> {
                    List<Fault> all = new ArrayList<>(faults);
                    all.addAll(taken);
                    return all;
                });
    }

    private static boolean isFine(List<Fault> faults, String field) {
        return faults.stream().noneMatch(fault -> fault.field().equals(field));
    }
}
