package social.skein.relationship;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/**
 * The accounts followed by a viewer that follow certain other accounts. Considers the latest follows only, and returns
 * a few for each.
 */
public final class FamiliarFollowers {
    private static final int MAX_FOLLOWEES = 2_000;
    private static final int MAX_PER_ACCOUNT = 10;

    private static final String FIND = """
            with followee as (
                 select target_id as id from follow where account_id = $1 order by id desc limit $3)
            select other.id as other, familiar.id as account
              from unnest($2::bigint[]) other (id)
             cross join lateral (
                   select followee.id
                     from followee
                     join follow on follow.account_id = followee.id and follow.target_id = other.id
                    limit $4) familiar
            """;

    private final Reads reads;

    public FamiliarFollowers(Reads reads) {
        this.reads = reads;
    }

    /** For each account, in the given order, its followers that the viewer follows. */
    Future<Map<AccountId, List<AccountId>>> find(AccountId viewer, List<AccountId> accounts) {
        Map<AccountId, List<AccountId>> found = new LinkedHashMap<>();
        accounts.forEach(account -> found.put(account, new ArrayList<>()));
        Object ids = accounts.stream().map(AccountId::value).toArray(Long[]::new);
        return reads.list(FIND, row -> row, viewer.value(), ids, MAX_FOLLOWEES, MAX_PER_ACCOUNT)
                .map(rows -> {
                    rows.forEach(
                            row -> found.computeIfPresent(new AccountId(row.getLong("other")), (other, followers) -> {
                                followers.add(AccountEntry.account(row));
                                return followers;
                            }));
                    return found;
                });
    }
}
