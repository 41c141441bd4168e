package social.skein.oauth;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/**
 * Somebody has written something, which is in the database's log before this place.
 *
 * @param position in bytes
 */
record Wrote(AccountId account, long position) {
    static final Hint<Wrote> HINT = new Hint<>("skein.wrote", Wrote.class);
}
