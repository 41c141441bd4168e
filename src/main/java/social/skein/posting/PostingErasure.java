package social.skein.posting;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Erases the scheduled statuses of an account. Their facts then find nothing to post. */
public final class PostingErasure {
    private PostingErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "scheduled posts", "scheduled_status", "account_id"),
                new TableErasure(sql, "idempotency keys", "idempotency_key", "account_id"));
    }
}
