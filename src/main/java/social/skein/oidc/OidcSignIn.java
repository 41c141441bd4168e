package social.skein.oidc;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.account.AccountStates;
import social.skein.account.AdminAccount;
import social.skein.auditlog.AuditLog;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.signin.BrowserSessions;
import social.skein.signup.ExternalIdentities;
import social.skein.signup.ExternalIdentity;
import social.skein.signup.ExternalSignUp;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Finds or creates the account of a user of the provider, and opens a session for it. */
final class OidcSignIn {
    private final Db db;
    private final BrowserSessions browserSessions;
    private final ExternalIdentities identities;
    private final ExternalSignUp signUp;
    private final String issuer;

    OidcSignIn(
            Db db,
            BrowserSessions browserSessions,
            ExternalIdentities identities,
            ExternalSignUp signUp,
            String issuer) {
        this.db = db;
        this.browserSessions = browserSessions;
        this.identities = identities;
        this.signUp = signUp;
        this.issuer = issuer;
    }

    /** Opens a session; fails with a {@link Problem.Forbidden} if the account is not active. */
    Future<BrowserSessions.SignedIn> signIn(Request request, UserClaims claims) {
        if (!ExternalSignUp.isValidSubject(claims.subject())) {
            throw new Problem.Forbidden("The sign-in service sent an invalid id for your account.");
        }
        ExternalIdentity identity = new ExternalIdentity(issuer, claims.subject());
        return identities
                .find(identity)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(requireExisting(found.get()))
                        : create(claims, identity))
                .compose(account ->
                        db.inShardOf(account, (transaction, id) -> openSession(transaction, request, account)));
    }

    private Future<AccountId> create(UserClaims claims, ExternalIdentity identity) {
        return signUp.createWithDerivedUsername(claims.toUser(identity), identity)
                .compose(created -> {
                    created.ifPresent(account ->
                            AuditLog.record(AuditLog.Event.ACCOUNT_CREATED, "issuer " + issuer, "account " + account));
                    return created.isPresent()
                            ? Future.succeededFuture(created.get())
                            : identities.find(identity).map(found -> requireExisting(found.orElseThrow()));
                });
    }

    private static AccountId requireExisting(ExternalIdentities.LinkedAccount linked) {
        if (linked.deleted()) {
            throw new Problem.Forbidden(
                    "Your account was deleted and its data is still being erased. Please try again later.");
        }
        return linked.account();
    }

    /** Reads the state in the transaction, so that a concurrent suspension or deletion ends the new session too. */
    private Future<BrowserSessions.SignedIn> openSession(Transaction transaction, Request request, AccountId account) {
        return new AccountStates(transaction).byId(account).compose(found -> {
            requireActive(found, request, account);
            return browserSessions
                    .open(transaction, request, account)
                    .onSuccess(opened -> AuditLog.record(
                            AuditLog.Event.SIGNED_IN,
                            "account " + account,
                            "from address " + request.clientNetwork() + " by " + issuer));
        });
    }

    private static void requireActive(Optional<AdminAccount> found, Request request, AccountId account) {
        found.orElseThrow(Problem.NotFound::new).state().denialMessage().ifPresent(sentence -> {
            AuditLog.record(
                    AuditLog.Event.ACCOUNT_DISABLED, "account " + account, "from address " + request.clientNetwork());
            throw new Problem.Forbidden(sentence);
        });
    }
}
