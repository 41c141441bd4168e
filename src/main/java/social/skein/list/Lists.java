package social.skein.list;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.sql.Db;

/** The lists of every account and who is on them. */
public final class Lists {
    private static final String EXCLUSIVE_AMONG = """
            select distinct a.target_id as account
              from list_account a
              join list l on l.id = a.list_id
             where a.account_id = $1 and a.target_id = any($2) and l.exclusive
            """;

    private static final String EXCLUSIVE = """
            select distinct a.target_id as account
              from list_account a
              join list l on l.id = a.list_id
             where a.account_id = $1 and l.exclusive
            """;

    private final Db db;

    public Lists(Db db) {
        this.db = db;
    }

    /** Those of the accounts the owner reads in an exclusive list, and so not at home. */
    public Future<Set<AccountId>> exclusiveAmong(AccountId owner, Collection<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        Object asked = accounts.stream().map(AccountId::value).distinct().toArray(Long[]::new);
        return db.list(EXCLUSIVE_AMONG, row -> new AccountId(row.getLong("account")), owner.value(), asked)
                .map(HashSet::new);
    }

    /** All accounts the owner reads in exclusive lists. */
    public Future<Set<AccountId>> exclusive(AccountId owner) {
        return db.list(EXCLUSIVE, row -> new AccountId(row.getLong("account")), owner.value())
                .map(HashSet::new);
    }
}
