package social.skein.timeline;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.audience.Audience;
import social.skein.audience.Subject;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.model.Window;
import social.skein.relationship.Follows;
import social.skein.sql.Db;

/**
 * A home timeline read from PostgreSQL alone: the newest of each followed account, merged. It is the truth that a live
 * timeline is a copy of, what is read below a live timeline's watermark, and what is read when there is none.
 */
public final class HomePull {
    private static final String DOWNWARDS = """
            select s.id, s.account_id, s.visibility, s.in_reply_to_account_id, s.reblog_of_account_id
              from unnest($1::bigint[]) author
             cross join lateral (
                    select id, account_id, visibility, in_reply_to_account_id, reblog_of_account_id
                      from status
                     where account_id = author and id > $2 and id < $3 and visibility <> 'direct'
                     order by id desc
                     limit $4) s
             order by s.id desc
             limit $4
            """;

    private static final String UPWARDS = DOWNWARDS.replace(" desc", "");

    /** More than this many followed accounts are read as this many, the latest followed: a bound on one reader's cost. */
    private static final int MOST_FOLLOWED = 10_000;

    private final Db db;
    private final Follows follows;

    public HomePull(Db db, Follows follows) {
        this.db = db;
        this.follows = follows;
    }

    private record Candidate(long id, Subject subject) {
        static Candidate of(Row row) {
            return new Candidate(
                    row.getLong("id"),
                    new Subject(
                            new AccountId(row.getLong("account_id")),
                            Visibility.parse(row.getString("visibility")).orElseThrow(),
                            account(row, "in_reply_to_account_id"),
                            account(row, "reblog_of_account_id"),
                            Set.of()));
        }

        private static Optional<AccountId> account(Row row, String column) {
            return Optional.ofNullable(row.getLong(column)).map(AccountId::new);
        }
    }

    /** Looks at {@code window.limit()} posts of those the reader follows and keeps what the reader hears of. */
    Future<Skeleton> pull(AccountId reader, Window window) {
        return follows.followees(reader, MOST_FOLLOWED).compose(followed -> {
            Set<AccountId> heard = new HashSet<>(followed);
            heard.add(reader);
            Long[] authors = heard.stream().map(AccountId::value).toArray(Long[]::new);
            String sql = window.upwards() ? UPWARDS : DOWNWARDS;
            return db.list(sql, Candidate::of, authors, window.above(), window.below(), window.limit())
                    .map(candidates -> skeleton(reader, heard, candidates, window.limit()));
        });
    }

    private static Skeleton skeleton(AccountId reader, Set<AccountId> heard, List<Candidate> candidates, int limit) {
        List<Long> ids = candidates.stream()
                .filter(candidate -> Audience.hears(reader, candidate.subject, heard::contains))
                .map(Candidate::id)
                .toList();
        return new Skeleton(
                ids,
                candidates.size() < limit ? Optional.empty() : Optional.of(candidates.get(candidates.size() - 1).id));
    }
}
