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
 * The search index, written in the transaction that writes a status. A document holds each word as written, its stem in
 * the language of the status, and markers such as {@code /is/reply} for search operators. Stems and markers start with
 * a slash, which words cannot contain, so a prefix search for a word matches neither.
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

    /** Inserts or replaces the document of a status; boosts have none. The row of a poll must exist already. */
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

    /** The text that is searched. */
    public static String searchText(String spoilerText, String source) {
        return spoilerText + "\n" + source;
    }

    static List<String> markers(Status status) {
        List<String> markers = new ArrayList<>();
        status.language().ifPresent(language -> markers.add("/in/" + StemLanguages.languageCode(language)));
        if (status.inReplyTo().isPresent()) {
            markers.add("/is/reply");
        }
        if (status.sensitive()) {
            markers.add("/is/sensitive");
        }
        if (status.content().contains("rel=\"nofollow")) {
            markers.add("/has/link");
        }
        if (!status.media().isEmpty()) {
            markers.add("/has/media");
        }
        return markers;
    }
}
