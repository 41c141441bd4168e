package social.skein.status;

import java.util.List;
import social.skein.cluster.HintType;
import social.skein.model.StatusId;

/** The hint that statuses look different although no fact is about them, such as the replies to a deleted status. */
public record StatusesChanged(List<StatusId> statuses) {
    public static final HintType<StatusesChanged> HINT = new HintType<>("skein.statuses", StatusesChanged.class);
}
