package social.skein.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * The accounts. An account's id is drawn from a random shard, and everything the account owns lives in that shard.
 * Unconfirmed and pending accounts are not returned, but their names are taken.
 */
public final class Accounts {
    private static final String INSERT = """
            insert into account (id, username, confirmed_at, approved_at, display_name)
            values ($1, $2, case when $3 then now() end, case when $4 then now() end, $5)
            """;

    private static final String INSERT_CREDENTIAL =
            "insert into credential (account_id, email, password_hash, reason, locale) values ($1, $2, $3, $4, $5)";

    private static final String FIND_TAKEN = """
            select exists (select from account where lower(username) = $1) as username_taken,
                   exists (select from credential where lower(email) = $2) as email_taken
            """;

    private static final String SELECT = """
            select a.id, a.username, a.display_name, a.note, a.locked, a.bot, a.discoverable, a.privacy, a.created_at,
                   a.indexable, a.hide_collections, a.sensitive, a.language, a.field_names, a.field_values,
                   a.avatar::text as avatar, a.header::text as header,
                   a.suspended_at is not null as suspended,
                   coalesce(c.followers, 0) as followers, coalesce(c.following, 0) as following,
                   coalesce(c.statuses, 0) as statuses, c.last_status_at
              from account a
              left join lateral (
                       select sum(followers)::bigint as followers, sum(following)::bigint as following,
                              sum(statuses)::bigint as statuses, max(last_status_at) as last_status_at
                         from account_counter
                        where account_id = a.id) c on true
             where a.confirmed_at is not null and a.approved_at is not null and a.deleted_at is null and a.id =
            """;

    private static final String BY_IDS = SELECT + " any($1)";

    /** PostgreSQL re-plans a statement with a short list on each execution; this one it plans once. */
    private static final String BY_ID = SELECT + " $1";

    private static final String IDS_BY_USERNAMES = """
            select id, lower(username) as username from account
             where lower(username) = any($1) and confirmed_at is not null and approved_at is not null
               and deleted_at is null
            """;

    private final Db db;

    public Accounts(Db db) {
        this.db = db;
    }

    /** Creates an account; fails with a {@link Problem.Invalid} if the name or the e-mail address is taken. */
    public Future<AccountId> create(NewAccount account) {
        return create(account, (transaction, id) -> Future.succeededFuture(id));
    }

    /** Creates an account and runs {@code initializer} in the same transaction. */
    public <T> Future<T> create(NewAccount account, BiFunction<Transaction, AccountId, Future<T>> initializer) {
        int shard = ThreadLocalRandom.current().nextInt(SnowflakeIds.SHARDS);
        return db.transaction(transaction -> transaction
                        .nextId(shard)
                        .compose(id -> insert(transaction, id, account))
                        .compose(id -> initializer.apply(transaction, id)))
                .recover(failure -> Future.failedFuture(mapUniqueViolation(failure)));
    }

    private static Future<AccountId> insert(Transaction transaction, long id, NewAccount account) {
        SignUpApproval approval = account.approval();
        return transaction
                .update(
                        INSERT,
                        id,
                        account.username(),
                        approval.confirmed(),
                        approval.approved(),
                        account.displayName())
                .compose(inserted -> transaction.update(
                        INSERT_CREDENTIAL,
                        id,
                        account.email(),
                        account.passwordHash(),
                        approval.reason(),
                        approval.locale().orElse(null)))
                .map(new AccountId(id));
    }

    /** The errors for a name and an e-mail address that are taken, including those of accounts not approved yet. */
    public Future<List<FieldError>> findTaken(String username, String email) {
        return db.one(
                FIND_TAKEN,
                row -> Stream.of(
                                row.getBoolean("username_taken") ? FieldError.taken("username") : null,
                                row.getBoolean("email_taken") ? FieldError.taken("email") : null)
                        .filter(Objects::nonNull)
                        .toList(),
                lower(username),
                lower(email));
    }

    /** The account, or a {@link Problem.NotFound}. */
    public Future<Account> get(AccountId id) {
        return byIds(List.of(id))
                .map(found -> Optional.ofNullable(found.get(id)).orElseThrow(Problem.NotFound::new));
    }

    /** The accounts that exist, in one statement. */
    public Future<Map<AccountId, Account>> byIds(Collection<AccountId> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Long[] distinct = ids.stream().map(AccountId::value).distinct().toArray(Long[]::new);
        Future<List<Account>> rows = distinct.length == 1
                ? db.readOnly().list(BY_ID, Accounts::toAccount, distinct[0])
                : db.readOnly().list(BY_IDS, Accounts::toAccount, (Object) distinct);
        return rows.map(found -> found.stream().collect(Collectors.toMap(Account::id, account -> account)));
    }

    /** The ids of usernames, keyed by the name in lower case. */
    public Future<Map<String, AccountId>> byUsernames(Collection<String> usernames) {
        if (usernames.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        String[] distinct = usernames.stream().map(Accounts::lower).distinct().toArray(String[]::new);
        return db.readOnly()
                .list(
                        IDS_BY_USERNAMES,
                        row -> Map.entry(row.getString("username"), new AccountId(row.getLong("id"))),
                        (Object) distinct)
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    public Future<Optional<Account>> byUsername(String username) {
        return byUsernames(List.of(username))
                .compose(found -> byIds(found.values()))
                .map(found -> found.values().stream().findFirst());
    }

    /** The accounts in the order of the given ids; missing ones are left out. */
    public Future<List<Account>> inOrder(List<AccountId> ids) {
        return byIds(ids)
                .map(found -> ids.stream()
                        .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                        .collect(Collectors.toList()));
    }

    /** The accounts in the order of the given ids, without suspended ones. */
    public Future<List<Account>> activeInOrder(List<AccountId> ids) {
        return inOrder(ids)
                .map(found ->
                        found.stream().filter(account -> !account.suspended()).toList());
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Throwable mapUniqueViolation(Throwable failure) {
        if (Db.isUniqueViolation(failure, "account_username")) {
            return new Problem.Invalid(List.of(FieldError.taken("username")));
        }
        if (Db.isUniqueViolation(failure, "credential_email")) {
            return new Problem.Invalid(List.of(FieldError.taken("email")));
        }
        return failure;
    }

    private static Account toAccount(Row row) {
        return new Account(
                new AccountId(row.getLong("id")),
                row.getString("username"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getBoolean("suspended"),
                profile(row),
                new PostingDefaults(
                        Visibility.parse(row.getString("privacy")).orElse(Visibility.PUBLIC),
                        row.getBoolean("sensitive"),
                        Optional.ofNullable(row.getString("language"))),
                new Account.Counts(
                        row.getLong("followers"),
                        row.getLong("following"),
                        row.getLong("statuses"),
                        Optional.ofNullable(row.getOffsetDateTime("last_status_at"))
                                .map(OffsetDateTime::toInstant)));
    }

    private static Profile profile(Row row) {
        String[] names = row.getArrayOfStrings("field_names");
        String[] values = row.getArrayOfStrings("field_values");
        return new Profile(
                row.getString("display_name"),
                row.getString("note"),
                IntStream.range(0, names.length)
                        .mapToObj(i -> new Profile.Field(names[i], values[i]))
                        .toList(),
                row.getBoolean("locked"),
                row.getBoolean("bot"),
                row.getBoolean("discoverable"),
                row.getBoolean("indexable"),
                row.getBoolean("hide_collections"),
                new Profile.Pictures(
                        PictureChange.fromJson(row.getString("avatar")),
                        PictureChange.fromJson(row.getString("header"))));
    }
}
