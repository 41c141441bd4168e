package social.skein.status;

import java.util.List;
import social.skein.cluster.Hint;
import social.skein.model.StatusId;

/** The hint that statuses look different although no fact is about them, such as the replies to a deleted status. */
public record StatusesChanged(List<StatusId> statuses) {
    public static final Hint<StatusesChanged> HINT = new Hint<>("skein.statuses", StatusesChanged.class);
}
