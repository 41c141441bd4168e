package social.skein.audience;

import java.util.Arrays;
import social.skein.model.AccountId;
import social.skein.relationship.Ties;

/**
 * How one reader stands to everybody, and what interests them: all that the rules of the audience ask of a reader.
 *
 * @param followees ids in ascending order
 * @param apart the ties that are not plain follows
 */
@SuppressWarnings("ArrayRecordComponent") // 8 bytes for each follow; a set of boxed ids would take 50. Never compared.
public record Standpoint(long[] followees, Ties apart, Interests interests) implements Ties {

    /** About how much memory it takes. */
    int bytes() {
        return 8 * followees.length + 1_000;
    }

    @Override
    public boolean follows(AccountId account) {
        return Arrays.binarySearch(followees, account.value()) >= 0;
    }

    @Override
    public boolean wantsBoostsOf(AccountId account) {
        return apart.wantsBoostsOf(account);
    }

    @Override
    public boolean blocks(AccountId account) {
        return apart.blocks(account);
    }

    @Override
    public boolean isBlockedBy(AccountId account) {
        return apart.isBlockedBy(account);
    }

    @Override
    public boolean mutes(AccountId account) {
        return apart.mutes(account);
    }

    @Override
    public boolean silences(AccountId account) {
        return apart.silences(account);
    }
}
