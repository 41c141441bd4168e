package social.skein.relationship;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** How this account stands to others has changed, or what interests it: whoever keeps that in memory reads it anew. */
public record TiesChanged(AccountId account) {
    public static final Hint<TiesChanged> HINT = new Hint<>("skein.ties", TiesChanged.class);
}
