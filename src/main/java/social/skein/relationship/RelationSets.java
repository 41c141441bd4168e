package social.skein.relationship;

import java.util.Set;
import social.skein.model.AccountId;

/**
 * The ties to certain accounts, which are all that may be asked about.
 *
 * @param boostsHidden those of the followed whose boosts are not wanted
 * @param muted those whose mute has not run out
 * @param notificationsMuted those of the muted whose doings are no notifications either
 */
public record RelationSets(
        Set<AccountId> followed,
        Set<AccountId> boostsHidden,
        Set<AccountId> blocked,
        Set<AccountId> blockedBy,
        Set<AccountId> muted,
        Set<AccountId> notificationsMuted)
        implements ViewerRelations {
    /** Of somebody to whom nobody is anything. */
    public static final ViewerRelations NONE = ofFollowed(Set.of());

    /** Of somebody of whom only this is known: whom they follow. */
    public static ViewerRelations ofFollowed(Set<AccountId> followed) {
        return new RelationSets(followed, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    @Override
    public boolean follows(AccountId account) {
        return followed.contains(account);
    }

    @Override
    public boolean showsBoostsOf(AccountId account) {
        return !boostsHidden.contains(account);
    }

    @Override
    public boolean blocks(AccountId account) {
        return blocked.contains(account);
    }

    @Override
    public boolean isBlockedBy(AccountId account) {
        return blockedBy.contains(account);
    }

    @Override
    public boolean mutes(AccountId account) {
        return muted.contains(account);
    }

    @Override
    public boolean mutesNotificationsOf(AccountId account) {
        return notificationsMuted.contains(account);
    }
}
