package social.skein.notification;

import io.vertx.sqlclient.Row;

/**
 * What an account wants done with notifications from certain people.
 *
 * @param notFollowers those who do not follow the account, or do so only lately
 * @param limitedAccounts those whom the operators limit; there are none yet, so this is kept and has no effect
 */
record Policy(
        Verdict notFollowing,
        Verdict notFollowers,
        Verdict newAccounts,
        Verdict privateMentions,
        Verdict limitedAccounts) {

    /**
     * Of whoever has not chosen. Letters of strangers are let through, other than in the reference: here is one server, and
     * its people hear of what is said to them.
     */
    static final Policy USUAL =
            new Policy(Verdict.ACCEPT, Verdict.ACCEPT, Verdict.ACCEPT, Verdict.ACCEPT, Verdict.FILTER);

    /**
     * Who it is that did something, to the account whose policy it is.
     *
     * @param letter whether they wrote to the account in private, and not in answer to a letter of its own
     */
    record Sender(boolean permitted, boolean followed, boolean follower, boolean newcomer, boolean letter) {}

    static Policy of(Row row) {
        return row.getString("for_not_following") == null
                ? USUAL
                : new Policy(
                        verdict(row, "for_not_following"),
                        verdict(row, "for_not_followers"),
                        verdict(row, "for_new_accounts"),
                        verdict(row, "for_private_mentions"),
                        verdict(row, "for_limited_accounts"));
    }

    private static Verdict verdict(Row row, String column) {
        return Verdict.parse(row.getString(column)).orElse(Verdict.ACCEPT);
    }

    Verdict on(Sender sender) {
        if (sender.permitted()) {
            return Verdict.ACCEPT;
        }
        Verdict asFollower = sender.follower() ? Verdict.ACCEPT : notFollowers;
        if (sender.followed()) {
            return asFollower;
        }
        return asFollower
                .or(notFollowing)
                .or(sender.newcomer() ? newAccounts : Verdict.ACCEPT)
                .or(sender.letter() ? privateMentions : Verdict.ACCEPT);
    }
}
