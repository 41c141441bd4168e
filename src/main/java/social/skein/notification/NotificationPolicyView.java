package social.skein.notification;

/** A policy as the API shows it, with a summary of the notifications it withholds. */
record NotificationPolicyView(
        PolicyDecision forNotFollowing,
        PolicyDecision forNotFollowers,
        PolicyDecision forNewAccounts,
        PolicyDecision forPrivateMentions,
        PolicyDecision forLimitedAccounts,
        NotificationRequests.Summary summary) {

    static NotificationPolicyView of(NotificationPolicy policy, NotificationRequests.Summary summary) {
        return new NotificationPolicyView(
                policy.notFollowing(),
                policy.notFollowers(),
                policy.newAccounts(),
                policy.privateMentions(),
                policy.limitedAccounts(),
                summary);
    }

    /** The format of version 1, which cannot drop notifications. */
    record NotificationPolicyV1View(
            boolean filterNotFollowing,
            boolean filterNotFollowers,
            boolean filterNewAccounts,
            boolean filterPrivateMentions,
            NotificationRequests.Summary summary) {
        static NotificationPolicyV1View of(NotificationPolicy policy, NotificationRequests.Summary summary) {
            return new NotificationPolicyV1View(
                    policy.notFollowing() != PolicyDecision.ACCEPT,
                    policy.notFollowers() != PolicyDecision.ACCEPT,
                    policy.newAccounts() != PolicyDecision.ACCEPT,
                    policy.privateMentions() != PolicyDecision.ACCEPT,
                    summary);
        }
    }
}
