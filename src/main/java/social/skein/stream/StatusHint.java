package social.skein.stream;

import social.skein.cluster.HintType;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/**
 * A status was posted, edited or deleted. One hint is sent to the whole cluster, regardless of the number of followers.
 */
public record StatusHint(StatusId status, AccountId author, Change change) {
    public static final HintType<StatusHint> HINT = new HintType<>("skein.status", StatusHint.class);

    /** The kind of change. */
    public enum Change {
        POSTED,
        EDITED,
        DELETED
    }
}
