package social.skein.consistency;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import social.skein.sql.Sql;

/** Whether what is counted is what there is. Counts change in the transactions of the rows, so one statement sees both. */
final class CounterCheck {
    private static final String STATUS_COUNTERS = """
            with newest as materialized (
                 select id from status where reblog_of_id is null order by id desc limit $1)
            select 'post ' || newest.id as what,
                   array['likes', 'boosts', 'replies'] as names,
                   array[counted.favourites, counted.reblogs, counted.replies] as counted,
                   array[(select count(*) from favourite where status_id = newest.id),
                         (select count(*) from status where reblog_of_id = newest.id),
                         (select count(*) from status where in_reply_to_id = newest.id)] as rows
              from newest
             cross join lateral (
                   select coalesce(sum(favourites), 0)::bigint as favourites, coalesce(sum(reblogs), 0)::bigint as reblogs,
                          coalesce(sum(replies), 0)::bigint as replies
                     from status_counter where status_id = newest.id) counted
            """;

    private static final String ACCOUNT_COUNTERS = """
            with newest as materialized (
                 select id from account order by id desc limit $1)
            select 'account ' || newest.id as what,
                   array['posts', 'followees', 'followers'] as names,
                   array[counted.statuses, counted.following, counted.followers] as counted,
                   array[(select count(*) from status where account_id = newest.id),
                         (select count(*) from follow where account_id = newest.id),
                         (select count(*) from follow where target_id = newest.id)] as rows
              from newest
             cross join lateral (
                   select coalesce(sum(statuses), 0)::bigint as statuses, coalesce(sum(following), 0)::bigint as following,
                          coalesce(sum(followers), 0)::bigint as followers
                     from account_counter where account_id = newest.id) counted
            """;

    private final Sql sql;

    CounterCheck(Sql sql) {
        this.sql = sql;
    }

    Future<CheckResult> statuses(int newest) {
        return check("posts have the likes, boosts and replies that are counted", STATUS_COUNTERS, newest);
    }

    Future<CheckResult> accounts(int newest) {
        return check("people have the posts, followees and followers that are counted", ACCOUNT_COUNTERS, newest);
    }

    private Future<CheckResult> check(String invariant, @CompileTimeConstant String statement, int newest) {
        return sql.list(statement, CounterCheck::mismatches, newest)
                .map(each -> new CheckResult(
                        invariant,
                        each.size(),
                        each.stream().flatMap(List::stream).toList()));
    }

    /** A sentence for each count of a row that is not the number of rows it stands for. */
    private static List<String> mismatches(Row row) {
        String[] names = row.getArrayOfStrings("names");
        Long[] counted = row.getArrayOfLongs("counted");
        Long[] rows = row.getArrayOfLongs("rows");
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (!counted[i].equals(rows[i])) {
                wrong.add(row.getString("what") + " has " + rows[i] + " " + names[i] + ", and " + counted[i]
                        + " are counted");
            }
        }
        return wrong;
    }
}
