package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import social.skein.filter.FilterUpdate.KeywordUpdate;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Transaction;

/** The keywords and statuses of filters, changed within the transaction of {@link FilterWriter}. */
final class FilterEntries {
    /** Each keyword is matched against every status of a page; this limit keeps that within milliseconds. */
    private static final int MAX_KEYWORDS = 500;

    private static final int MAX_STATUSES = 500;

    private static final String INSERT_KEYWORDS = """
            insert into filter_keyword (id, filter_id, account_id, keyword, whole_word)
            select next_id($1), $2, $3, added.keyword, added.whole_word
              from unnest($4::text[], $5::boolean[]) with ordinality added (keyword, whole_word, position)
             order by added.position
            """;

    private static final String UPDATE_KEYWORDS = """
            update filter_keyword k
               set keyword = coalesce(changed.keyword, k.keyword), whole_word = coalesce(changed.whole_word, k.whole_word)
              from unnest($3::bigint[], $4::text[], $5::boolean[]) changed (id, keyword, whole_word)
             where k.id = changed.id and k.filter_id = $1 and k.account_id = $2
            """;

    private static final String DELETE_KEYWORDS = """
            delete from filter_keyword where filter_id = $1 and account_id = $2 and id = any($3)
            """;

    private static final String COUNT_KEYWORDS =
            "select count(*) as keywords from filter_keyword where account_id = $1";

    private static final String DELETE_KEYWORD = "delete from filter_keyword where id = $1 and account_id = $2";

    private static final String INSERT_STATUS = """
            insert into filter_status (filter_id, status_id, id, account_id) values ($1, $2, $3, $4)
            on conflict do nothing
            """;

    private static final String DELETE_STATUS = "delete from filter_status where id = $1 and account_id = $2";

    private FilterEntries() {}

    /** Applies all updates to the keywords of a filter, in a fixed number of statements. */
    static Future<Void> saveKeywords(Transaction tx, AccountId owner, long filter, List<KeywordUpdate> updates) {
        if (updates.isEmpty()) {
            return Future.succeededFuture();
        }
        if (updates.size() > MAX_KEYWORDS) {
            return Future.failedFuture(tooMany());
        }
        List<KeywordUpdate> added = updates.stream()
                .filter(update -> update.id().isEmpty() && !update.deleted())
                .toList();
        return deleteKeywords(tx, owner, filter, updates)
                .compose(removed -> updateKeywords(tx, owner, filter, updates))
                .compose(changed -> added.isEmpty()
                        ? Future.succeededFuture(0)
                        : tx.update(
                                INSERT_KEYWORDS,
                                SnowflakeIds.shard(owner.value()),
                                filter,
                                owner.value(),
                                keywordTexts(added),
                                added.stream()
                                        .map(update -> update.wholeWord().orElse(true))
                                        .toArray(Boolean[]::new)))
                .compose(done -> tx.one(COUNT_KEYWORDS, row -> row.getLong("keywords"), owner.value()))
                .compose(count -> count > MAX_KEYWORDS ? Future.failedFuture(tooMany()) : Future.succeededFuture());
    }

    private static Future<Void> deleteKeywords(
            Transaction tx, AccountId owner, long filter, List<KeywordUpdate> updates) {
        Long[] ids = ids(updates.stream().filter(KeywordUpdate::deleted).toList());
        return ids.length == 0
                ? Future.succeededFuture()
                : tx.update(DELETE_KEYWORDS, filter, owner.value(), ids).map(removed -> requireAll(removed, ids));
    }

    private static Future<Void> updateKeywords(
            Transaction tx, AccountId owner, long filter, List<KeywordUpdate> updates) {
        List<KeywordUpdate> changes = updates.stream()
                .filter(update -> update.id().isPresent() && !update.deleted())
                .toList();
        Long[] ids = ids(changes);
        return ids.length == 0
                ? Future.succeededFuture()
                : tx.update(
                                UPDATE_KEYWORDS,
                                filter,
                                owner.value(),
                                ids,
                                keywordTexts(changes),
                                changes.stream()
                                        .map(update -> update.wholeWord().orElse(null))
                                        .toArray(Boolean[]::new))
                        .map(changed -> requireAll(changed, ids));
    }

    private static Void requireAll(int affected, Long[] ids) {
        if (affected < ids.length) {
            throw new Problem.NotFound();
        }
        return null;
    }

    private static Long[] ids(List<KeywordUpdate> updates) {
        return updates.stream().flatMap(update -> update.id().stream()).toArray(Long[]::new);
    }

    private static String[] keywordTexts(List<KeywordUpdate> updates) {
        return updates.stream().map(update -> update.keyword().orElse(null)).toArray(String[]::new);
    }

    private static Problem tooMany() {
        return new Problem.Invalid(
                "Validation failed: All filters together can have at most " + MAX_KEYWORDS + " keywords");
    }

    static Future<Void> deleteKeyword(Transaction tx, AccountId owner, long keyword) {
        return tx.update(DELETE_KEYWORD, keyword, owner.value()).map(FilterWriter::requireFound);
    }

    static Future<Void> addStatus(Transaction tx, AccountId owner, Filter filter, long id, StatusId status) {
        if (filter.statuses().size() >= MAX_STATUSES
                && filter.statuses().stream().noneMatch(entry -> entry.status().equals(status))) {
            return Future.failedFuture(
                    new Problem.Invalid("Validation failed: A filter has at most " + MAX_STATUSES + " statuses"));
        }
        return tx.update(INSERT_STATUS, filter.id(), status.value(), id, owner.value())
                .mapEmpty();
    }

    static Future<Void> deleteStatus(Transaction tx, AccountId owner, long id) {
        return tx.update(DELETE_STATUS, id, owner.value()).map(FilterWriter::requireFound);
    }
}
