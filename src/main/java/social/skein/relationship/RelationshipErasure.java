package social.skein.relationship;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayList;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Db;

/** All that this package keeps of an account, towards others and by others. */
public final class RelationshipErasure {
    private RelationshipErasure() {}

    public static List<ErasureStep> steps(Db db, AccountCounters counters) {
        List<ErasureStep> traces = new ArrayList<>(FollowErasure.bothDirections(db, counters));
        traces.addAll(bothDirections(db, "requests to follow", "follow_request"));
        traces.addAll(bothDirections(db, "blocks", "block"));
        traces.addAll(bothDirections(db, "mutes", "mute"));
        traces.addAll(bothDirections(db, "notes", "account_note"));
        traces.addAll(bothDirections(db, "featured people", "endorsement"));
        traces.addAll(bothDirections(db, "dismissed suggestions", "suggestion_dismissal"));
        return traces;
    }

    /** Both ends of a table of one account's word on another, which counts nowhere. */
    private static List<ErasureStep> bothDirections(Db db, String what, @CompileTimeConstant String table) {
        return List.of(
                new TableErasure(db, what, table, "account_id"),
                new TableErasure(db, what + " by others", table, "target_id"));
    }
}
