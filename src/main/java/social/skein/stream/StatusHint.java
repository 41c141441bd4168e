package social.skein.stream;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** A status was posted, or is gone; one hint a status and cluster, however many follow its author. */
public record StatusHint(StatusId status, AccountId author, boolean deleted) {
    public static final Hint<StatusHint> HINT = new Hint<>("skein.status", StatusHint.class);
}
