package social.skein.notification;

import io.vertx.sqlclient.Row;

/**
 * What an account wants done with notifications from certain people.
 *
 * @param notFollowers those who do not follow the account, or do so only lately
 * @param limitedAccounts those whom the operators limit; there are none yet, so this is kept and has no effect
 */
record NotificationPolicy(
        PolicyDecision notFollowing,
        PolicyDecision notFollowers,
        PolicyDecision newAccounts,
        PolicyDecision privateMentions,
        PolicyDecision limitedAccounts) {

    /**
     * Of whoever has not chosen. Letters of strangers are let through, other than in the reference: here is one server, and
     * its people hear of what is said to them.
     */
    static final NotificationPolicy DEFAULT = new NotificationPolicy(
            PolicyDecision.ACCEPT,
            PolicyDecision.ACCEPT,
            PolicyDecision.ACCEPT,
            PolicyDecision.ACCEPT,
            PolicyDecision.FILTER);

    /**
     * Who it is that did something, to the account whose policy it is.
     *
     * @param unsolicitedDirectMessage whether they wrote to the account in private, and not in answer to a letter of its own
     */
    record Sender(
            boolean permitted,
            boolean followed,
            boolean follower,
            boolean newAccount,
            boolean unsolicitedDirectMessage) {}

    static NotificationPolicy of(Row row) {
        return row.getString("for_not_following") == null
                ? DEFAULT
                : new NotificationPolicy(
                        decision(row, "for_not_following"),
                        decision(row, "for_not_followers"),
                        decision(row, "for_new_accounts"),
                        decision(row, "for_private_mentions"),
                        decision(row, "for_limited_accounts"));
    }

    private static PolicyDecision decision(Row row, String column) {
        return PolicyDecision.parse(row.getString(column)).orElse(PolicyDecision.ACCEPT);
    }

    PolicyDecision decide(Sender sender) {
        if (sender.permitted()) {
            return PolicyDecision.ACCEPT;
        }
        PolicyDecision asFollower = sender.follower() ? PolicyDecision.ACCEPT : notFollowers;
        if (sender.followed()) {
            return asFollower;
        }
        return asFollower
                .stricterOf(notFollowing)
                .stricterOf(sender.newAccount() ? newAccounts : PolicyDecision.ACCEPT)
                .stricterOf(sender.unsolicitedDirectMessage() ? privateMentions : PolicyDecision.ACCEPT);
    }
}
