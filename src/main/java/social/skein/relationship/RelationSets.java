package social.skein.relationship;

import java.util.Map;
import java.util.Set;
import social.skein.model.AccountId;

/**
 * The relations of a viewer to certain accounts; only these may be queried.
 *
 * @param languages the languages in which followed accounts are read, for follows that name any
 * @param boostsHidden the followed accounts whose boosts are hidden
 * @param muted the accounts with an unexpired mute
 * @param notificationsMuted the muted accounts whose notifications are muted as well
 */
public record RelationSets(
        Set<AccountId> followed,
        Map<AccountId, Set<String>> languages,
        Set<AccountId> boostsHidden,
        Set<AccountId> blocked,
        Set<AccountId> blockedBy,
        Set<AccountId> muted,
        Set<AccountId> notificationsMuted)
        implements ViewerRelations {
    /** No relations. */
    public static final ViewerRelations NONE = ofFollowed(Set.of());

    /** The relations of a viewer of which only the follows are known. */
    public static ViewerRelations ofFollowed(Set<AccountId> followed) {
        return new RelationSets(followed, Map.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    @Override
    public boolean follows(AccountId account) {
        return followed.contains(account);
    }

    @Override
    public Set<String> languagesOf(AccountId account) {
        return languages.getOrDefault(account, Set.of());
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
