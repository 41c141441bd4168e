package social.skein.visibility;

import java.util.Arrays;
import social.skein.model.AccountId;
import social.skein.relationship.ViewerRelations;

/**
 * How one reader stands to everybody, and what interests them: all that the rules of the audience ask of a reader.
 *
 * @param followees ids in ascending order
 * @param blocksAndMutes the ties that are not plain follows
 */
@SuppressWarnings("ArrayRecordComponent") // 8 bytes for each follow; a set of boxed ids would take 50. Never compared.
public record ViewerState(long[] followees, ViewerRelations blocksAndMutes, FeedPreferences preferences)
        implements ViewerRelations {

    /** About how much memory it takes. */
    int bytes() {
        return 8 * followees.length + 1_000;
    }

    @Override
    public boolean follows(AccountId account) {
        return Arrays.binarySearch(followees, account.value()) >= 0;
    }

    @Override
    public boolean showsBoostsOf(AccountId account) {
        return blocksAndMutes.showsBoostsOf(account);
    }

    @Override
    public boolean blocks(AccountId account) {
        return blocksAndMutes.blocks(account);
    }

    @Override
    public boolean isBlockedBy(AccountId account) {
        return blocksAndMutes.isBlockedBy(account);
    }

    @Override
    public boolean mutes(AccountId account) {
        return blocksAndMutes.mutes(account);
    }

    @Override
    public boolean mutesNotificationsOf(AccountId account) {
        return blocksAndMutes.mutesNotificationsOf(account);
    }
}
