package social.skein.relationship;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayList;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Db;

/** All that this package keeps of an account, towards others and by others. */
public final class RelationshipTraces {
    private RelationshipTraces() {}

    public static List<Forgetting> of(Db db, AccountCounters counters) {
        List<Forgetting> traces = new ArrayList<>(PartedFollows.bothEnds(db, counters));
        traces.addAll(ties(db, "requests to follow", "follow_request"));
        traces.addAll(ties(db, "blocks", "block"));
        traces.addAll(ties(db, "mutes", "mute"));
        traces.addAll(ties(db, "notes", "account_note"));
        traces.addAll(ties(db, "featured people", "endorsement"));
        traces.addAll(ties(db, "dismissed suggestions", "suggestion_dismissal"));
        return traces;
    }

    /** Both ends of a table of one account's word on another, which counts nowhere. */
    private static List<Forgetting> ties(Db db, String what, @CompileTimeConstant String table) {
        return List.of(
                new PlainRows(db, what, table, "account_id"),
                new PlainRows(db, what + " by others", table, "target_id"));
    }
}
