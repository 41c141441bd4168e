package social.skein.poll;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account: which votes were theirs. That they were cast stays in the counts. */
public final class PollTraces {
    private PollTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(new PlainRows(sql, "votes", "poll_vote", "account_id"));
    }
}
