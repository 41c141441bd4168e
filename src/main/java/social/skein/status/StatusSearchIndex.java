package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.sql.Writes;
import social.skein.text.Lexemes;
import social.skein.text.StemLanguages;

/**
 * The words of statuses as a search finds them, kept in the transaction that writes a status. Each word is there as it is
 * written, and as its stem in the language of the status; what else can be asked for is there as a mark. Stems and marks
 * begin with a slash, which no word can, so a beginning of a word finds neither.
 */
public final class StatusSearchIndex {
    private static final String WRITE = """
            insert into status_search (status_id, account_id, is_public, mentions, document)
            select $1, $2, $3, $4,
                   $5::text::tsvector
                     || case when exists (select from poll where status_id = $1) then '''/has/poll''' else '' end::tsvector
            on conflict (status_id) do update set document = excluded.document, mentions = excluded.mentions
            """;

    private StatusSearchIndex() {}

    /**
     * Writes down a status's words in place of those it may have had before; boosts have none. Its poll, if it has one, is
     * there already.
     */
    static Future<Void> write(Writes transaction, Status status, Lexemes lexemes) {
        return transaction
                .update(
                        WRITE,
                        status.id().value(),
                        status.author().value(),
                        status.visibility() == Visibility.PUBLIC,
                        status.mentions().stream().map(AccountId::value).toArray(Long[]::new),
                        lexemes.toTsvector(markers(status)))
                .mapEmpty();
    }

    /** All that can be read of a status and is looked for in a search. */
    public static String searchText(String spoilerText, String source) {
        return spoilerText + "\n" + source;
    }

    static List<String> markers(Status status) {
        List<String> marks = new ArrayList<>();
        status.language().ifPresent(language -> marks.add("/in/" + StemLanguages.languageCode(language)));
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
