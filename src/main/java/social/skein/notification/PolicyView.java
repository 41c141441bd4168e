package social.skein.notification;

/** A policy as clients see it, and what it keeps back. */
record PolicyView(
        Verdict forNotFollowing,
        Verdict forNotFollowers,
        Verdict forNewAccounts,
        Verdict forPrivateMentions,
        Verdict forLimitedAccounts,
        NotificationRequests.Summary summary) {

    static PolicyView of(Policy policy, NotificationRequests.Summary summary) {
        return new PolicyView(
                policy.notFollowing(),
                policy.notFollowers(),
                policy.newAccounts(),
                policy.privateMentions(),
                policy.limitedAccounts(),
                summary);
    }

    /** As the first version had it, which knew no dropping. */
    record Old(
            boolean filterNotFollowing,
            boolean filterNotFollowers,
            boolean filterNewAccounts,
            boolean filterPrivateMentions,
            NotificationRequests.Summary summary) {
        static Old of(Policy policy, NotificationRequests.Summary summary) {
            return new Old(
                    policy.notFollowing() != Verdict.ACCEPT,
                    policy.notFollowers() != Verdict.ACCEPT,
                    policy.newAccounts() != Verdict.ACCEPT,
                    policy.privateMentions() != Verdict.ACCEPT,
                    summary);
        }
    }
}
