package social.skein.auditlog;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log: sign-ins, denials, revocations and decisions of operators, one line each. It has its own logger, so
 * that it can be retained longer than other logs. It never contains what a user typed to sign in, not even the user
 * name: users sometimes type their password into that field.
 */
public final class AuditLog {
    public static final String NAME = "social.skein.audit";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    private AuditLog() {}

    /** The kinds of audit events. */
    public enum Event {
        SIGNED_IN,
        SIGN_IN_FAILED,
        /** Too many wrong passwords from one address; even a correct one is rejected now. */
        SIGN_IN_RATE_LIMITED,
        /** The password was correct, but the account is disabled. */
        ACCOUNT_DISABLED,
        /** A request was answered with 403. */
        DENIED,
        /** A request was answered with 429. */
        RATE_LIMITED,
        PASSWORD_CHANGED,
        ALL_SESSIONS_REVOKED,
        APP_REVOKED,
        /** An operator issued a token for an account. */
        TOKEN_ISSUED,
        TOKEN_REVOKED,
        /** An authorization code was redeemed twice, so the token from the first time was revoked. */
        CODE_REUSED,
        ACCOUNT_CREATED,
        ACCOUNT_CONFIRMED,
        ACCOUNT_APPROVED,
        ACCOUNT_REJECTED,
        ACCOUNT_SUSPENDED,
        ACCOUNT_UNSUSPENDED,
        ACCOUNT_DELETED,
        REPORT_RESOLVED,
        REPORT_REOPENED,
        EMOJI_ADDED,
        EMOJI_REMOVED,
        /** Home timelines were deleted from Redis; no data is lost. */
        TIMELINES_FORGOTTEN,
        /** A difference between the database and the object store was mended. */
        MEDIA_MENDED;

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Writes one line, with the trace ids of the request.
     *
     * @param actor the account, app or operator that acted, or an address if the caller is anonymous
     * @param target the object of the action, or the address it came from
     */
    public static void record(Event event, String actor, String target) {
        LOG.atInfo()
                .addKeyValue("event", event.toString())
                .addKeyValue("actor", actor)
                .addKeyValue("target", target)
                .log("{}: {}, {}", event, actor, target);
    }

    /** The operator who runs this command, by the name of the system user. */
    public static String operatorActor() {
        return "operator " + System.getProperty("user.name", "unknown");
    }
}
