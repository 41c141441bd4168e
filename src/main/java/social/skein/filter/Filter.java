package social.skein.filter;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import social.skein.model.Problem;
import social.skein.model.StatusId;

/** Keywords and statuses that an account filters in the same contexts and with the same action. */
record Filter(
        long id,
        String title,
        List<FilterContext> context,
        FilterAction action,
        Optional<Instant> expiresAt,
        List<Keyword> keywords,
        List<FilterStatus> statuses) {

    /** A word or a phrase. */
    record Keyword(long id, String keyword, boolean wholeWord) {}

    /** A status that is filtered regardless of its text. */
    record FilterStatus(long id, StatusId status) {}

    /** The keyword with this id, or a {@link Problem.NotFound}. */
    Keyword keyword(long id) {
        return keywords.stream().filter(entry -> entry.id() == id).findFirst().orElseThrow(Problem.NotFound::new);
    }

    FilterStatus statusEntry(long id) {
        return statuses.stream().filter(entry -> entry.id() == id).findFirst().orElseThrow(Problem.NotFound::new);
    }

    FilterStatus statusEntry(StatusId status) {
        return statuses.stream()
                .filter(entry -> entry.status().equals(status))
                .findFirst()
                .orElseThrow(Problem.NotFound::new);
    }

    static Filter of(Row row) {
        return new Filter(
                row.getLong("id"),
                row.getString("title"),
                Stream.of(row.getArrayOfStrings("context"))
                        .flatMap(word -> FilterContext.parse(word).stream())
                        .toList(),
                FilterAction.parse(row.getString("action")).orElseThrow(),
                Optional.ofNullable(row.getOffsetDateTime("expires_at")).map(OffsetDateTime::toInstant),
                keywords(
                        row.getArrayOfLongs("keyword_ids"),
                        row.getArrayOfStrings("keywords"),
                        row.getArrayOfBooleans("whole_words")),
                statuses(row.getArrayOfLongs("entry_ids"), row.getArrayOfLongs("statuses")));
    }

    private static List<Keyword> keywords(Long[] ids, String[] words, Boolean[] wholeWords) {
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new Keyword(ids[i], words[i], wholeWords[i]))
                .toList();
    }

    private static List<FilterStatus> statuses(Long[] ids, Long[] statuses) {
        return IntStream.range(0, ids.length)
                .mapToObj(i -> new FilterStatus(ids[i], new StatusId(statuses[i])))
                .toList();
    }
}
