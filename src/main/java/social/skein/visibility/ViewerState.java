package social.skein.visibility;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.relationship.RelationSets;
import social.skein.relationship.ViewerRelations;

/**
 * One viewer's relations to all other accounts, and their feed preferences: everything about a viewer that the rules
 * depend on.
 *
 * @param followees ids in ascending order
 * @param restrictions blocks, mutes, and follows without boosts or in some languages
 */
@SuppressWarnings("ArrayRecordComponent") // 8 bytes for each follow; a set of boxed ids would take 50. Never compared.
public record ViewerState(long[] followees, ViewerRelations restrictions, FeedPreferences preferences)
        implements ViewerRelations {
    public static final ViewerState EMPTY = new ViewerState(new long[0], RelationSets.NONE, FeedPreferences.NONE);

    /** @param followees in any order */
    static ViewerState of(List<AccountId> followees, ViewerRelations restrictions, FeedPreferences preferences) {
        long[] ascending =
                followees.stream().mapToLong(AccountId::value).sorted().toArray();
        return new ViewerState(ascending, restrictions, preferences);
    }

    /** The approximate size in memory. */
    int bytes() {
        return 8 * followees.length + 1_000;
    }

    @Override
    public boolean follows(AccountId account) {
        return Arrays.binarySearch(followees, account.value()) >= 0;
    }

    @Override
    public Set<String> languagesOf(AccountId account) {
        return restrictions.languagesOf(account);
    }

    @Override
    public boolean showsBoostsOf(AccountId account) {
        return restrictions.showsBoostsOf(account);
    }

    @Override
    public boolean blocks(AccountId account) {
        return restrictions.blocks(account);
    }

    @Override
    public boolean isBlockedBy(AccountId account) {
        return restrictions.isBlockedBy(account);
    }

    @Override
    public boolean mutes(AccountId account) {
        return restrictions.mutes(account);
    }

    @Override
    public boolean mutesNotificationsOf(AccountId account) {
        return restrictions.mutesNotificationsOf(account);
    }
}
