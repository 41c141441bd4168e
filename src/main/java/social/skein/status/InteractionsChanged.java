package social.skein.status;

import social.skein.cluster.HintBus;
import social.skein.cluster.HintType;
import social.skein.model.AccountId;

/** The hint that an account changed its bookmarks, pins or muted conversations, for which there are no facts. */
public record InteractionsChanged(AccountId account) {
    static final HintType<InteractionsChanged> HINT = new HintType<>("skein.interactions", InteractionsChanged.class);

    public static void publish(HintBus hints, AccountId account) {
        hints.publish(HINT, new InteractionsChanged(account));
    }
}
