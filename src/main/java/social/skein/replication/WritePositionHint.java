package social.skein.replication;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/**
 * Somebody has written something, which is in the database's log before this place.
 *
 * @param position in bytes
 */
record WritePositionHint(AccountId account, long position) {
    static final Hint<WritePositionHint> HINT = new Hint<>("skein.write-position", WritePositionHint.class);
}
