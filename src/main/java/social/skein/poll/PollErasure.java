package social.skein.poll;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Erases the votes of an account. The counts keep them, anonymously. */
public final class PollErasure {
    private PollErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "votes", "poll_vote", "account_id"));
    }
}
