package social.skein.auditlog;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who came in, who was turned away, what was revoked and what operators decided: a line each, by a logger of its own, so that
 * it can be kept for longer than the rest. Never in it is what somebody typed to get in, a name included: people type their
 * password where their name belongs.
 */
public final class AuditLog {
    public static final String NAME = "social.skein.audit";

    private static final Logger LOG = LoggerFactory.getLogger(NAME);

    private AuditLog() {}

    /** What happened. */
    public enum Event {
        SIGNED_IN,
        SIGN_IN_FAILED,
        /** One address has had all the wrong passwords it may have, and is refused right ones too. */
        SIGN_IN_RATE_LIMITED,
        /** The password was right, and the account may not be used. */
        ACCOUNT_DISABLED,
        /** Answered with 403. */
        DENIED,
        /** Answered with 429. */
        RATE_LIMITED,
        PASSWORD_CHANGED,
        ALL_SESSIONS_REVOKED,
        APP_REVOKED,
        TOKEN_REVOKED,
        /** A code was redeemed a second time, and the token of the first was taken back. */
        CODE_REUSED,
        ACCOUNT_CREATED,
        ACCOUNT_CONFIRMED,
        ACCOUNT_APPROVED,
        ACCOUNT_REJECTED,
        ACCOUNT_SUSPENDED,
        ACCOUNT_UNSUSPENDED,
        ACCOUNT_DELETED,
        REPORT_RESOLVED,
        REPORT_REOPENED;

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Writes the line; the ids of the request go with it.
     *
     * @param actor who did it: an account, an app, an operator, or an address where nobody is known
     * @param target whom or what they did it to, or where they came from
     */
    public static void record(Event event, String actor, String target) {
        LOG.atInfo()
                .addKeyValue("event", event.toString())
                .addKeyValue("actor", actor)
                .addKeyValue("target", target)
                .log("{}: {}, {}", event, actor, target);
    }

    /** Who runs this command. */
    public static String operatorActor() {
        return "operator " + System.getProperty("user.name", "unknown");
    }
}
