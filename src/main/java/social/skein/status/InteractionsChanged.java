package social.skein.status;

import social.skein.cluster.Hint;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;

/** Somebody put a status aside, pinned one or muted a thread, or took that back, which no fact tells of. */
public record InteractionsChanged(AccountId account) {
    static final Hint<InteractionsChanged> HINT = new Hint<>("skein.interactions", InteractionsChanged.class);

    public static void publish(HintBus hints, AccountId account) {
        hints.publish(HINT, new InteractionsChanged(account));
    }
}
