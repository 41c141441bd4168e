package social.skein.relationship;

import java.util.Set;
import social.skein.model.AccountId;

/**
 * The ties to certain accounts, which are all that may be asked about.
 *
 * @param withoutBoosts those of the followed whose boosts are not wanted
 * @param muted those whose mute has not run out
 * @param silenced those of the muted whose doings are no notifications either
 */
public record KnownTies(
        Set<AccountId> followed,
        Set<AccountId> withoutBoosts,
        Set<AccountId> blocked,
        Set<AccountId> blockedBy,
        Set<AccountId> muted,
        Set<AccountId> silenced)
        implements Ties {
    /** Of somebody to whom nobody is anything. */
    public static final Ties NONE = following(Set.of());

    /** Of somebody of whom only this is known: whom they follow. */
    public static Ties following(Set<AccountId> followed) {
        return new KnownTies(followed, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    @Override
    public boolean follows(AccountId account) {
        return followed.contains(account);
    }

    @Override
    public boolean wantsBoostsOf(AccountId account) {
        return !withoutBoosts.contains(account);
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
    public boolean silences(AccountId account) {
        return silenced.contains(account);
    }
}
