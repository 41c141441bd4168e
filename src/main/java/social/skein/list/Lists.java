package social.skein.list;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.ListId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.sql.Reads;

/** The lists of every account and their members, visible to their owner only. */
public final class Lists {
    private static final String OF_ACCOUNT = """
            select id, title, replies_policy, exclusive from list where account_id = $1 order by id
            """;

    private static final String BY_ID = """
            select id, title, replies_policy, exclusive from list where account_id = $1 and id = $2
            """;

    /** A member that the owner requested to follow; it counts in timelines once the request is accepted. */
    static final String PENDING = """
            (m.follow_id < 0
             and (exists (select from follow_request r
                           where r.account_id = m.account_id and r.target_id = m.target_id and r.id = -m.follow_id)
                  or exists (select from follow f where f.account_id = m.account_id and f.target_id = m.target_id)))
            """;

    private static final String SHOWN = """
            (exists (select from list_member v where v.list_id = m.list_id and v.target_id = m.target_id) or
            """ + PENDING + ")";

    private static final String CONTAINING = """
            select l.id, l.title, l.replies_policy, l.exclusive
              from list_account m
              join list l on l.id = m.list_id
             where m.account_id = $1 and m.target_id = $2 and
            """ + SHOWN + " order by l.id";

    private static final String MEMBERS =
            "select m.id, m.target_id from list_account m where m.list_id = $4 and m.id > $1 and m.id < $2 and "
                    + SHOWN;

    private static final String LISTS_WITH_MEMBERS = """
            select l.id, l.replies_policy,
                   array(select m.target_id from list_member m where m.list_id = l.id) as members
              from list l
             where l.account_id = $1
            """;

    private static final String LIST_WITH_MEMBERS = LISTS_WITH_MEMBERS + " and l.id = $2";

    private static final String EXCLUSIVE_AMONG = """
            select distinct m.target_id as account
              from list_member m
              join list l on l.id = m.list_id
             where m.account_id = $1 and m.target_id = any($2) and l.exclusive
            """;

    private static final String EXCLUSIVE = """
            select distinct m.target_id as account
              from list l
              join list_member m on m.list_id = l.id
             where l.account_id = $1 and l.exclusive
            """;

    private final Db db;

    public Lists(Db db) {
        this.db = db;
    }

    /** A member of a list, and the id by which members are paged. */
    record ListMember(long id, AccountId account) {}

    /** The lists of an account, oldest first. */
    Future<List<AccountList>> byOwner(AccountId owner) {
        return db.readOnly().list(OF_ACCOUNT, AccountList::of, owner.value());
    }

    /** The list, or a {@link Problem.NotFound}. */
    Future<AccountList> get(AccountId owner, ListId list) {
        return get(db.readOnly(), owner, list);
    }

    static Future<AccountList> get(Reads reads, AccountId owner, ListId list) {
        return reads.find(BY_ID, AccountList::of, owner.value(), list.value())
                .map(found -> found.orElseThrow(Problem.NotFound::new));
    }

    /** The lists of the owner that contain an account. */
    Future<List<AccountList>> listsContaining(AccountId owner, AccountId member) {
        return db.readOnly().list(CONTAINING, AccountList::of, owner.value(), member.value());
    }

    /** The members of a list, latest first. */
    Future<Page<ListMember>> members(ListId list, PageRequest window) {
        return db.readOnly()
                .page(
                        MEMBERS,
                        window,
                        row -> new ListMember(row.getLong("id"), new AccountId(row.getLong("target_id"))),
                        ListMember::id,
                        list.value());
    }

    /** The members of a list, or a {@link Problem.NotFound}. */
    public Future<ListMembers> loadMembers(AccountId owner, ListId list) {
        return db.readOnly()
                .find(LIST_WITH_MEMBERS, ListMembers::of, owner.value(), list.value())
                .map(found -> found.orElseThrow(Problem.NotFound::new));
    }

    /** The members of every list of an account. */
    public Future<List<ListMembers>> loadAllMembers(AccountId owner) {
        return db.readOnly().list(LISTS_WITH_MEMBERS, ListMembers::of, owner.value());
    }

    /** Whether the account owns this list. */
    public Future<Boolean> owns(AccountId owner, ListId list) {
        return db.readOnly()
                .find(BY_ID, AccountList::of, owner.value(), list.value())
                .map(Optional::isPresent);
    }

    /** The accounts among these that the owner reads in an exclusive list, and so not in its home timeline. */
    public Future<Set<AccountId>> exclusiveMembersAmong(AccountId owner, Collection<AccountId> accounts) {
        if (accounts.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        Object ids = accounts.stream().map(AccountId::value).distinct().toArray(Long[]::new);
        return db.readOnly()
                .list(EXCLUSIVE_AMONG, row -> new AccountId(row.getLong("account")), owner.value(), ids)
                .map(HashSet::new);
    }

    /** All accounts that the owner reads in exclusive lists. */
    public Future<Set<AccountId>> exclusiveMembers(AccountId owner) {
        return db.readOnly()
                .list(EXCLUSIVE, row -> new AccountId(row.getLong("account")), owner.value())
                .map(HashSet::new);
    }
}
