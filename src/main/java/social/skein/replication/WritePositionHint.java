package social.skein.replication;

import social.skein.cluster.HintType;
import social.skein.model.AccountId;

/**
 * Announces a write of an account.
 *
 * @param position a position in the write-ahead log, in bytes, that is not before the write
 */
record WritePositionHint(AccountId account, long position) {
    static final HintType<WritePositionHint> HINT = new HintType<>("skein.write-position", WritePositionHint.class);
}
