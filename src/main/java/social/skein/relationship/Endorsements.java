package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.sql.Db;

/** The accounts that an account features on its profile; it must follow them. */
public final class Endorsements {
    private static final String INSERT = """
            insert into endorsement (account_id, target_id, id)
            select account_id, target_id, $3 from follow where account_id = $1 and target_id = $2
            on conflict (account_id, target_id) do update set id = endorsement.id
            """;

    private static final String DELETE = "delete from endorsement where account_id = $1 and target_id = $2";

    private static final String PAGE = """
            select id, target_id as account from endorsement where account_id = $4 and id > $1 and id < $2
            """;

    private final Db db;

    public Endorsements(Db db) {
        this.db = db;
    }

    /** Features an account; changes nothing if it is already featured. */
    Future<Void> add(AccountId owner, AccountId target) {
        return db.inShardOf(
                owner,
                (tx, id) -> tx.update(INSERT, owner.value(), target.value(), id)
                        .compose(
                                followed -> followed == 1
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(
                                                new Problem.Invalid(
                                                        "Validation failed: You must be already following the person you want to endorse"))));
    }

    Future<Void> remove(AccountId owner, AccountId target) {
        return db.inShardOf(
                owner,
                (tx, id) -> tx.update(DELETE, owner.value(), target.value()).mapEmpty());
    }

    /** The featured accounts, latest first. */
    Future<Page<AccountEntry>> page(AccountId owner, PageRequest window) {
        return db.readOnly().page(PAGE, window, AccountEntry::of, AccountEntry::id, owner.value());
    }
}
