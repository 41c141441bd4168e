package social.skein.relationship;

import social.skein.model.AccountId;

/** How one account stands to others: what the rules of the audience ask. */
public interface ViewerRelations {
    boolean follows(AccountId account);

    /** Whether the boosts of an account that is followed are wanted at home too. */
    boolean showsBoostsOf(AccountId account);

    boolean blocks(AccountId account);

    boolean isBlockedBy(AccountId account);

    boolean mutes(AccountId account);

    /** Whether an account is muted so thoroughly that its doings are no notifications either. */
    boolean mutesNotificationsOf(AccountId account);

    /** Whether either of the two has blocked the other. */
    default boolean hasBlockWith(AccountId account) {
        return blocks(account) || isBlockedBy(account);
    }
}
