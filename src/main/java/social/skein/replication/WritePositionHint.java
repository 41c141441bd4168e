package social.skein.replication;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/**
 * Announces a write of an account.
 *
 * @param position a position in the write-ahead log, in bytes, that is not before the write
 */
record WritePositionHint(AccountId account, long position) {
    static final Hint<WritePositionHint> HINT = new Hint<>("skein.write-position", WritePositionHint.class);
}
