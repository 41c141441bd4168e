package social.skein.stream;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** Something became of a status; one hint a status and cluster, however many follow its author. */
public record StatusHint(StatusId status, AccountId author, Change change) {
    public static final Hint<StatusHint> HINT = new Hint<>("skein.status", StatusHint.class);

    /** What became of it. */
    public enum Change {
        POSTED,
        EDITED,
        DELETED
    }
}
