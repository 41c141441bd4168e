package social.skein.notification;

import io.vertx.sqlclient.Row;

/**
 * How an account treats notifications from certain kinds of senders.
 *
 * @param notFollowers senders that do not follow the account, or have followed it only recently
 * @param limitedAccounts senders limited by the operators; this server cannot limit accounts yet, so the value is
 *     stored without effect
 */
record NotificationPolicy(
        PolicyDecision notFollowing,
        PolicyDecision notFollowers,
        PolicyDecision newAccounts,
        PolicyDecision privateMentions,
        PolicyDecision limitedAccounts) {

    /**
     * The policy of an account that has not chosen one. Unlike in the reference implementation, direct messages from
     * strangers are accepted: there is a single server, and its users should receive the messages that are addressed to
     * them.
     */
    static final NotificationPolicy DEFAULT = new NotificationPolicy(
            PolicyDecision.ACCEPT,
            PolicyDecision.ACCEPT,
            PolicyDecision.ACCEPT,
            PolicyDecision.ACCEPT,
            PolicyDecision.FILTER);

    /**
     * The sender of a notification, from the point of view of the account whose policy applies.
     *
     * @param unsolicitedDirectMessage whether the sender wrote a direct message that does not answer one from the
     *     account
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
