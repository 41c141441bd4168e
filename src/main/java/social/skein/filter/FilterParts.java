package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import social.skein.filter.FilterWish.KeywordWish;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Sql;

/** The keywords and the picked statuses of filters, within the transaction that changes them. */
final class FilterParts {
    /** All of them are looked for in each status of a page, which so stays a matter of milliseconds. */
    private static final int MOST_KEYWORDS = 500;

    private static final int MOST_PICKS = 500;

    private static final String ADD = """
            insert into filter_keyword (id, filter_id, account_id, keyword, whole_word)
            select next_id($1), $2, $3, wish.keyword, wish.whole_word
              from unnest($4::text[], $5::boolean[]) with ordinality wish (keyword, whole_word, place)
             order by wish.place
            """;

    private static final String CHANGE = """
            update filter_keyword k
               set keyword = coalesce(wish.keyword, k.keyword), whole_word = coalesce(wish.whole_word, k.whole_word)
              from unnest($3::bigint[], $4::text[], $5::boolean[]) wish (id, keyword, whole_word)
             where k.id = wish.id and k.filter_id = $1 and k.account_id = $2
            """;

    private static final String REMOVE = """
            delete from filter_keyword where filter_id = $1 and account_id = $2 and id = any($3)
            """;

    private static final String COUNT = "select count(*) as keywords from filter_keyword where account_id = $1";

    private static final String DELETE_KEYWORD = "delete from filter_keyword where id = $1 and account_id = $2";

    private static final String PICK = """
            insert into filter_status (filter_id, status_id, id, account_id) values ($1, $2, $3, $4)
            on conflict do nothing
            """;

    private static final String DELETE_PICK = "delete from filter_status where id = $1 and account_id = $2";

    private FilterParts() {}

    /** Does all that is asked of a filter's keywords, however many, in a fixed number of statements. */
    static Future<Void> keywords(Sql tx, AccountId owner, long filter, List<KeywordWish> wishes) {
        if (wishes.isEmpty()) {
            return Future.succeededFuture();
        }
        if (wishes.size() > MOST_KEYWORDS) {
            return Future.failedFuture(tooMany());
        }
        List<KeywordWish> fresh = wishes.stream()
                .filter(wish -> wish.id().isEmpty() && !wish.destroyed())
                .toList();
        return remove(tx, owner, filter, wishes)
                .compose(removed -> change(tx, owner, filter, wishes))
                .compose(changed -> fresh.isEmpty()
                        ? Future.succeededFuture(0)
                        : tx.update(
                                ADD,
                                Ids.shard(owner.value()),
                                filter,
                                owner.value(),
                                words(fresh),
                                fresh.stream()
                                        .map(wish -> wish.wholeWord().orElse(true))
                                        .toArray(Boolean[]::new)))
                .compose(added -> tx.one(COUNT, row -> row.getLong("keywords"), owner.value()))
                .compose(all -> all > MOST_KEYWORDS ? Future.failedFuture(tooMany()) : Future.succeededFuture());
    }

    private static Future<Void> remove(Sql tx, AccountId owner, long filter, List<KeywordWish> wishes) {
        Long[] ids = ids(wishes.stream().filter(KeywordWish::destroyed).toList());
        return ids.length == 0
                ? Future.succeededFuture()
                : tx.update(REMOVE, filter, owner.value(), ids).map(removed -> all(removed, ids));
    }

    private static Future<Void> change(Sql tx, AccountId owner, long filter, List<KeywordWish> wishes) {
        List<KeywordWish> changes = wishes.stream()
                .filter(wish -> wish.id().isPresent() && !wish.destroyed())
                .toList();
        Long[] ids = ids(changes);
        return ids.length == 0
                ? Future.succeededFuture()
                : tx.update(
                                CHANGE,
                                filter,
                                owner.value(),
                                ids,
                                words(changes),
                                changes.stream()
                                        .map(wish -> wish.wholeWord().orElse(null))
                                        .toArray(Boolean[]::new))
                        .map(changed -> all(changed, ids));
    }

    private static Void all(int touched, Long[] ids) {
        if (touched < ids.length) {
            throw new Problem.NotFound();
        }
        return null;
    }

    private static Long[] ids(List<KeywordWish> wishes) {
        return wishes.stream().flatMap(wish -> wish.id().stream()).toArray(Long[]::new);
    }

    private static String[] words(List<KeywordWish> wishes) {
        return wishes.stream().map(wish -> wish.keyword().orElse(null)).toArray(String[]::new);
    }

    private static Problem tooMany() {
        return new Problem.Invalid(
                "Validation failed: All filters together should have at most " + MOST_KEYWORDS + " keywords");
    }

    static Future<Void> deleteKeyword(Sql tx, AccountId owner, long keyword) {
        return tx.update(DELETE_KEYWORD, keyword, owner.value()).map(FilterBook::found);
    }

    static Future<Void> pick(Sql tx, AccountId owner, Filter filter, long id, StatusId status) {
        if (filter.picks().size() >= MOST_PICKS
                && filter.picks().stream().noneMatch(pick -> pick.status().equals(status))) {
            return Future.failedFuture(
                    new Problem.Invalid("Validation failed: A filter has at most " + MOST_PICKS + " statuses"));
        }
        return tx.update(PICK, filter.id(), status.value(), id, owner.value()).mapEmpty();
    }

    static Future<Void> deletePick(Sql tx, AccountId owner, long pick) {
        return tx.update(DELETE_PICK, pick, owner.value()).map(FilterBook::found);
    }
}
