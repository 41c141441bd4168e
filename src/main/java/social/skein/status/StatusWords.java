package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Sql;

/**
 * The words of statuses as a search finds them, kept in the transaction that writes a status. Each word is there as it is
 * written, and as its stem in the language of the status; what else can be asked for is there as a mark. Stems and marks
 * begin with a slash, which no word can, so a beginning of a word finds neither.
 */
final class StatusWords {
    private static final String WRITE = """
            insert into status_words (status_id, account_id, everybodys, mentions, words)
            select $1, $2, $3, $4, coalesce(string_agg(lexeme, ' '), '')::tsvector
              from (select '''' || word || ''':' || position as lexeme
                      from unnest($5::text[]) with ordinality as plain (word, position)
                     union all
                    select '''/' || dictname || '/' || stem || ''':' || position
                      from unnest($6::text[]) with ordinality as spelt (word, position)
                      join pg_ts_dict on dictname = $7
                     cross join lateral unnest(ts_lexize(pg_ts_dict.oid::regdictionary, word)) stem
                     union all
                    select '''' || mark || '''' from unnest($8::text[]) mark
                     union all
                    select '''/has/poll''' where exists (select from poll where status_id = $1)) lexemes
            on conflict (status_id) do update set words = excluded.words, mentions = excluded.mentions
            """;

    private static final String MARK_POLL = """
            update status_words set words = words || '''/has/poll'''::tsvector where status_id = $1
            """;

    private StatusWords() {}

    /** A status has a poll now, which comes into being after it. */
    static Future<Void> markPoll(Sql transaction, StatusId status) {
        return transaction.update(MARK_POLL, status.value()).mapEmpty();
    }

    /** Writes down a status's words in place of those it may have had before; boosts have none. */
    static Future<Void> write(Sql transaction, Status status) {
        if (status.reblogOf().isPresent()) {
            return Future.succeededFuture();
        }
        List<Words.Word> words = words(status);
        return transaction
                .update(
                        WRITE,
                        status.id().value(),
                        status.author().value(),
                        status.visibility() == Visibility.PUBLIC,
                        status.mentions().stream().map(AccountId::value).toArray(Long[]::new),
                        words.stream().map(Words.Word::plain).toArray(String[]::new),
                        words.stream().map(Words.Word::spelt).toArray(String[]::new),
                        Stemming.dictionary(status.language()).orElse(""),
                        marks(status).toArray(String[]::new))
                .mapEmpty();
    }

    static List<Words.Word> words(Status status) {
        return Words.of(status.spoilerText() + "\n" + status.source());
    }

    static List<String> marks(Status status) {
        List<String> marks = new ArrayList<>();
        status.language().ifPresent(language -> marks.add("/in/" + Stemming.code(language)));
        if (status.inReplyTo().isPresent()) {
            marks.add("/is/reply");
        }
        if (status.sensitive()) {
            marks.add("/is/sensitive");
        }
        if (status.content().contains("rel=\"nofollow")) {
            marks.add("/has/link");
        }
        return marks;
    }
}
