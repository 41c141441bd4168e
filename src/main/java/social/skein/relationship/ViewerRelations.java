package social.skein.relationship;

import java.util.Set;
import social.skein.model.AccountId;

/** The relations of one account to others, as the visibility rules query them. */
public interface ViewerRelations {
    boolean follows(AccountId account);

    /** The languages in which a followed account is read; empty for all of them. */
    Set<String> languagesOf(AccountId account);

    /** Whether the boosts of a followed account are shown in the home timeline. */
    boolean showsBoostsOf(AccountId account);

    boolean blocks(AccountId account);

    boolean isBlockedBy(AccountId account);

    boolean mutes(AccountId account);

    /** Whether the account is muted together with its notifications. */
    boolean mutesNotificationsOf(AccountId account);

    /** Whether one of the two has blocked the other. */
    default boolean hasBlockWith(AccountId account) {
        return blocks(account) || isBlockedBy(account);
    }
}
