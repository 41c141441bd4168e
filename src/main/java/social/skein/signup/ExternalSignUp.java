package social.skein.signup;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.account.Accounts;
import social.skein.account.NewAccount;
import social.skein.account.PasswordHasher;
import social.skein.account.Profile;
import social.skein.account.SignUpApproval;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.model.TextLimit;
import social.skein.sql.Db;

/**
 * Creates accounts without a password for the users of another product, confirmed and approved, and links them to their
 * identity in the same transaction. An existing account is never linked: not even a verified e-mail address proves
 * that both belong to the same user.
 */
public final class ExternalSignUp {
    private static final int MAX_SUBJECT_LENGTH = 255;

    private final Accounts accounts;
    private final ExternalIdentities identities;

    public ExternalSignUp(Accounts accounts, ExternalIdentities identities) {
        this.accounts = accounts;
        this.identities = identities;
    }

    /** Whether a text can be the subject of an identity. */
    public static boolean isValidSubject(String subject) {
        return !subject.isBlank()
                && subject.length() <= MAX_SUBJECT_LENGTH
                && subject.chars().noneMatch(Character::isISOControl);
    }

    /** Creates an account with exactly this username; fails with a {@link Problem.Invalid} that lists every error. */
    public Future<AccountId> create(ExternalUser user) {
        List<FieldError> errors = validate(user);
        if (!errors.isEmpty()) {
            return Future.failedFuture(new Problem.Invalid(errors));
        }
        return findTaken(user).compose(taken -> {
            if (!taken.isEmpty()) {
                throw new Problem.Invalid(taken);
            }
            return insert(user, user.username(), user.email().orElse(user.username() + "@localhost.invalid"));
        });
    }

    /** The taken external id alone, if it is: a repeated request must not look as if another user had the name. */
    private Future<List<FieldError>> findTaken(ExternalUser user) {
        Future<Boolean> linked = user.identity()
                .map(identity -> identities.find(identity).map(Optional::isPresent))
                .orElse(Future.succeededFuture(false));
        return linked.compose(taken -> taken
                ? Future.succeededFuture(List.of(FieldError.taken("external_id")))
                : accounts.findTaken(user.username(), user.email().orElse("")));
    }

    /**
     * Creates an account with a username derived from the user's. If another account has the e-mail address, the new
     * one gets none. Empty if a concurrent request has created the account.
     */
    public Future<Optional<AccountId>> createWithDerivedUsername(ExternalUser user, ExternalIdentity identity) {
        String email = user.email()
                .filter(address -> SignUpCredentials.validateEmail(address).isEmpty())
                .orElseGet(() -> DerivedUsernames.placeholderEmail(identity));
        return createFirst(user, identity, DerivedUsernames.candidates(user.username(), identity), email)
                .map(Optional::of)
                .recover(failure -> isTaken(failure, "external_id")
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    private Future<AccountId> createFirst(
            ExternalUser user, ExternalIdentity identity, List<String> candidates, String email) {
        return insert(user, candidates.get(0), email).recover(failure -> {
            if (isTaken(failure, "username") && candidates.size() > 1) {
                return createFirst(user, identity, candidates.subList(1, candidates.size()), email);
            }
            String placeholder = DerivedUsernames.placeholderEmail(identity);
            return isTaken(failure, "email") && !email.equals(placeholder)
                    ? createFirst(user, identity, candidates, placeholder)
                    : Future.failedFuture(failure);
        });
    }

    private Future<AccountId> insert(ExternalUser user, String username, String email) {
        NewAccount account = new NewAccount(
                username, email, PasswordHasher.NO_PASSWORD, SignUpApproval.BY_OPERATOR, user.displayName());
        return accounts.create(
                        account,
                        (transaction, id) -> user.identity()
                                .map(identity -> identities.link(transaction, id, identity))
                                .orElse(Future.succeededFuture())
                                .map(id))
                .recover(failure -> Future.failedFuture(
                        Db.isUniqueViolation(failure, ExternalIdentities.UNIQUE_INDEX)
                                ? new Problem.Invalid(List.of(FieldError.taken("external_id")))
                                : failure));
    }

    private static List<FieldError> validate(ExternalUser user) {
        List<FieldError> errors = new ArrayList<>(SignUpCredentials.validateUsername(user.username()));
        user.email().ifPresent(email -> errors.addAll(SignUpCredentials.validateEmail(email)));
        TextLimit.exceeded(user.displayName(), Profile.MAX_DISPLAY_NAME_LENGTH)
                .ifPresent(limit -> errors.add(FieldError.tooLong("display_name", limit.max(), limit.unit())));
        if (!user.identity()
                .map(ExternalIdentity::subject)
                .map(ExternalSignUp::isValidSubject)
                .orElse(true)) {
            errors.add(
                    FieldError.invalid("external_id", "must be 1 to " + MAX_SUBJECT_LENGTH + " printable characters"));
        }
        return errors;
    }

    private static boolean isTaken(Throwable failure, String field) {
        return failure instanceof Problem.Invalid invalid
                && invalid.fieldErrors().stream().anyMatch(error -> error.equals(FieldError.taken(field)));
    }
}
