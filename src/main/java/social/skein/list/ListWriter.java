package social.skein.list;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.model.ListId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.relationship.RelationsChanged;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Creates, changes and deletes lists. A hint after each change makes open streams and home timelines reload. */
public final class ListWriter {
    /** The limit of the reference server, and more than any client shows. */
    private static final int MAX_LISTS = 50;

    /** Each page of a list reads the posts of all its members. */
    static final int MAX_MEMBERS = 500;

    private static final String CREATE = """
            insert into list (id, account_id, title, replies_policy, exclusive)
            values ($1, $2, coalesce($3, ''), coalesce($4, 'list'), coalesce($5::boolean, false))
            returning id, title, replies_policy, exclusive
            """;

    private static final String UPDATE = """
            update list
               set title = coalesce($3, title), replies_policy = coalesce($4, replies_policy),
                   exclusive = coalesce($5, exclusive)
             where id = $1 and account_id = $2
            returning id, title, replies_policy, exclusive
            """;

    private static final String DELETE = """
            with emptied as (
                delete from list_account using list
                 where list.id = $1 and list.account_id = $2 and list_account.list_id = list.id)
            delete from list where id = $1 and account_id = $2
            """;

    private static final String COUNT_LISTS = "select count(*) as lists from list where account_id = $1";

    /**
     * Members that the owner neither follows nor requested to follow are deleted when others are added, so dead rows
     * never outnumber live ones.
     */
    private static final String DELETE_STALE_MEMBERS = """
            delete from list_account m
             where m.list_id = $1
               and not exists (select from list_member v where v.list_id = m.list_id and v.target_id = m.target_id)
               and not
            """ + Lists.PENDING;

    /** A member whose follow is still a request gets the negative id of the request. */
    private static final String INSERT_MEMBERS = """
            insert into list_account (list_id, target_id, id, account_id, follow_id)
            select $1, added.target, next_id($3), $2, coalesce(f.id, -r.id, 0)
              from unnest($4::bigint[]) with ordinality added (target, position)
              left join follow f on f.account_id = $2 and f.target_id = added.target
              left join follow_request r on r.account_id = $2 and r.target_id = added.target
             where added.target = $2 or f.id is not null or r.id is not null
             order by added.position
            on conflict do nothing
            """;

    private static final String COUNT_FOLLOWED = """
            select count(*) as followed
              from (select target_id from follow where account_id = $1 and target_id = any($2)
                    union
                    select target_id from follow_request where account_id = $1 and target_id = any($2)) as found
            """;

    private static final String COUNT_MEMBERS = "select count(*) as members from list_account where list_id = $1";

    private static final String DELETE_MEMBERS = "delete from list_account where list_id = $1 and target_id = any($2)";

    private final Db db;
    private final HintBus hints;

    public ListWriter(Db db, HintBus hints) {
        this.db = db;
        this.hints = hints;
    }

    /** A requested change to a list; absent fields stay unchanged. */
    record ListUpdate(Optional<String> title, Optional<RepliesPolicy> repliesPolicy, Optional<Boolean> exclusive) {}

    Future<AccountList> create(AccountId owner, ListUpdate update) {
        return inTransaction(
                owner,
                (tx, id) -> save(tx, CREATE, owner, new ListId(id), update)
                        .compose(created -> requireListLimit(tx, owner).map(created.orElseThrow())));
    }

    private static Future<Void> requireListLimit(Transaction tx, AccountId owner) {
        return tx.one(COUNT_LISTS, row -> row.getLong("lists"), owner.value()).map(lists -> {
            if (lists > MAX_LISTS) {
                throw new Problem.Invalid(
                        "Validation failed: You have reached the maximum number of lists, which is " + MAX_LISTS);
            }
            return null;
        });
    }

    Future<AccountList> update(AccountId owner, ListId list, ListUpdate update) {
        return inTransaction(
                owner,
                (tx, id) -> save(tx, UPDATE, owner, list, update)
                        .map(changed -> changed.orElseThrow(Problem.NotFound::new)));
    }

    private static Future<Optional<AccountList>> save(
            Transaction tx, @CompileTimeConstant String sql, AccountId owner, ListId list, ListUpdate update) {
        return tx.find(
                sql,
                AccountList::of,
                list.value(),
                owner.value(),
                update.title().orElse(null),
                update.repliesPolicy().map(RepliesPolicy::toString).orElse(null),
                update.exclusive().orElse(null));
    }

    Future<Void> delete(AccountId owner, ListId list) {
        return inTransaction(
                owner,
                (tx, id) -> tx.update(DELETE, list.value(), owner.value()).map(deleted -> {
                    if (deleted == 0) {
                        throw new Problem.NotFound();
                    }
                    return null;
                }));
    }

    /** Adds all of the accounts to a list, or none if one of them is neither followed nor requested, or is already a member. */
    Future<Void> addMembers(AccountId owner, ListId list, List<AccountId> accounts) {
        return inTransaction(
                owner,
                (tx, id) -> Lists.get(tx, owner, list)
                        .compose(found -> requireFollowed(tx, owner, accounts))
                        .compose(followed -> tx.update(DELETE_STALE_MEMBERS, list.value()))
                        .compose(deleted ->
                                tx.update(INSERT_MEMBERS, list.value(), owner.value(), shard(owner), ids(accounts)))
                        .compose(added -> added < accounts.size()
                                ? Future.failedFuture(
                                        new Problem.Invalid("Validation failed: Account has already been taken"))
                                : requireMemberLimit(tx, list)));
    }

    private static Future<Void> requireFollowed(Transaction tx, AccountId owner, List<AccountId> accounts) {
        long others =
                accounts.stream().filter(account -> !account.equals(owner)).count();
        return tx.one(COUNT_FOLLOWED, row -> row.getLong("followed"), owner.value(), ids(accounts))
                .compose(followed ->
                        followed < others ? Future.failedFuture(new Problem.NotFound()) : Future.succeededFuture());
    }

    private static Future<Void> requireMemberLimit(Transaction tx, ListId list) {
        return tx.one(COUNT_MEMBERS, row -> row.getLong("members"), list.value())
                .map(members -> {
                    if (members > MAX_MEMBERS) {
                        throw new Problem.Invalid("Validation failed: A list has at most " + MAX_MEMBERS + " accounts");
                    }
                    return null;
                });
    }

    /** Removes the accounts from a list, as far as they are members. */
    Future<Void> removeMembers(AccountId owner, ListId list, List<AccountId> accounts) {
        return inTransaction(
                owner,
                (tx, id) -> Lists.get(tx, owner, list)
                        .compose(found -> tx.update(DELETE_MEMBERS, list.value(), ids(accounts)))
                        .mapEmpty());
    }

    private <T> Future<T> inTransaction(AccountId owner, BiFunction<Transaction, Long, Future<T>> work) {
        return db.inShardOf(owner, (tx, id) -> {
            tx.afterCommit(() -> hints.publish(RelationsChanged.HINT, new RelationsChanged(owner)));
            return work.apply(tx, id);
        });
    }

    private static int shard(AccountId owner) {
        return SnowflakeIds.shard(owner.value());
    }

    private static Object ids(List<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(Long[]::new);
    }
}
