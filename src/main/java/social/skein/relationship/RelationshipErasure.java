package social.skein.relationship;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayList;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Db;

/** Deletes the data this package stores about an account, in both directions. */
public final class RelationshipErasure {
    private RelationshipErasure() {}

    public static List<ErasureStep> steps(Db db, AccountCounters counters) {
        List<ErasureStep> steps = new ArrayList<>(FollowErasure.bothDirections(db, counters));
        steps.addAll(bothDirections(db, "follow requests", "follow_request"));
        steps.addAll(bothDirections(db, "blocks", "block"));
        steps.addAll(bothDirections(db, "mutes", "mute"));
        steps.addAll(bothDirections(db, "notes", "account_note"));
        steps.addAll(bothDirections(db, "endorsements", "endorsement"));
        steps.addAll(bothDirections(db, "dismissed suggestions", "suggestion_dismissal"));
        return steps;
    }

    /** Deletes the rows of a table in both directions; no counter depends on them. */
    private static List<ErasureStep> bothDirections(Db db, String label, @CompileTimeConstant String table) {
        return List.of(
                new TableErasure(db, label, table, "account_id"),
                new TableErasure(db, label + " by others", table, "target_id"));
    }
}
