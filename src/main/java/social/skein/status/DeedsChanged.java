package social.skein.status;

import social.skein.cluster.Hint;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;

/** Somebody put a status aside, pinned one or muted a thread, or took that back, which no fact tells of. */
record DeedsChanged(AccountId account) {
    static final Hint<DeedsChanged> HINT = new Hint<>("skein.deeds", DeedsChanged.class);

    static void tell(Hints hints, AccountId account) {
        hints.publish(HINT, new DeedsChanged(account));
    }
}
