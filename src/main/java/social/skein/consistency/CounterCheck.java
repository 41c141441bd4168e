package social.skein.consistency;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import social.skein.model.Plurals;
import social.skein.sql.Sql;

/** Checks that counters match the rows. Both change in one transaction, so one statement sees a consistent state. */
final class CounterCheck {
    private static final String STATUS_COUNTERS = """
            with newest as materialized (
                 select id from status where reblog_of_id is null order by id desc limit $1)
            select 'post ' || newest.id as subject,
                   array['like', 'boost', 'reply'] as names,
                   array[counted.favourites, counted.reblogs, counted.replies] as counted,
                   array[(select count(*) from favourite where status_id = newest.id),
                         (select count(*) from status where reblog_of_id = newest.id),
                         (select count(*) from status
                           where in_reply_to_id = newest.id and visibility in ('public', 'unlisted'))] as rows
              from newest
             cross join lateral (
                   select coalesce(sum(favourites), 0)::bigint as favourites, coalesce(sum(reblogs), 0)::bigint as reblogs,
                          coalesce(sum(replies), 0)::bigint as replies
                     from status_counter where status_id = newest.id) counted
            """;

    private static final String ACCOUNT_COUNTERS = """
            with newest as materialized (
                 select id from account order by id desc limit $1)
            select 'account ' || newest.id as subject,
                   array['post', 'followee', 'follower'] as names,
                   array[counted.statuses, counted.following, counted.followers] as counted,
                   array[(select count(*) from status where account_id = newest.id and visibility <> 'direct'),
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

    /** Likes, boosts, and the replies that are public or unlisted. */
    Future<CheckResult> statuses(int newest) {
        return check("post", STATUS_COUNTERS, newest);
    }

    /** Followers, followees, and the posts and boosts that are not direct. */
    Future<CheckResult> accounts(int newest) {
        return check("account", ACCOUNT_COUNTERS, newest);
    }

    private Future<CheckResult> check(String noun, @CompileTimeConstant String statement, int newest) {
        return sql.list(statement, CounterCheck::mismatches, newest).map(rows -> {
            List<String> violations = rows.stream().flatMap(List::stream).toList();
            String examined = Plurals.count(rows.size(), noun);
            return new CheckResult(
                    violations.isEmpty()
                            ? "The counters of " + examined + " match the rows"
                            : Plurals.count(violations.size(), "counter") + " of " + examined
                                    + (violations.size() == 1 ? " does" : " do") + " not match the rows",
                    violations);
        });
    }

    /** One sentence per counter that differs from the number of rows. */
    private static List<String> mismatches(Row row) {
        String[] names = row.getArrayOfStrings("names");
        Long[] counted = row.getArrayOfLongs("counted");
        Long[] rows = row.getArrayOfLongs("rows");
        List<String> mismatches = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (!counted[i].equals(rows[i])) {
                mismatches.add(row.getString("subject") + " has " + Plurals.count(rows[i], names[i])
                        + ", but the counter says " + counted[i]);
            }
        }
        return mismatches;
    }
}
