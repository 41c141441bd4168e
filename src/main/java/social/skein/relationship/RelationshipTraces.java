package social.skein.relationship;

import java.util.ArrayList;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Db;

/** All that this package keeps of an account, towards others and by others. */
public final class RelationshipTraces {
    private static final List<Tie> TIES = List.of(
            new Tie("follow_request", "requests to follow"),
            new Tie("block", "blocks"),
            new Tie("mute", "mutes"),
            new Tie("account_note", "notes"),
            new Tie("endorsement", "featured people"),
            new Tie("suggestion_dismissal", "dismissed suggestions"));

    /** A table of one account's word on another, which counts nowhere. */
    private record Tie(String table, String what) {}

    private RelationshipTraces() {}

    public static List<Forgetting> of(Db db, AccountCounters counters) {
        List<Forgetting> traces = new ArrayList<>(PartedFollows.bothEnds(db, counters));
        for (Tie tie : TIES) {
            traces.add(new PlainRows(db, tie.what(), tie.table(), "account_id"));
            traces.add(new PlainRows(db, tie.what() + " by others", tie.table(), "target_id"));
        }
        return traces;
    }
}
