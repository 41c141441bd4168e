package social.skein.poll;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/**
 * A poll with its counts, as one viewer finds it.
 *
 * @param round what votes are for; another one since the options changed
 * @param expired as PostgreSQL's clock has it, which also decides about votes
 * @param votes one number an option
 * @param choices what the viewer chose; nothing where they did not vote
 */
public record Poll(
        StatusId status,
        AccountId author,
        long round,
        List<String> options,
        boolean multiple,
        boolean hideTotals,
        Instant expiresAt,
        boolean expired,
        long voters,
        List<Long> votes,
        Optional<List<Integer>> choices) {

    static Poll of(Row row) {
        return new Poll(
                new StatusId(row.getLong("status_id")),
                new AccountId(row.getLong("account_id")),
                row.getLong("round"),
                List.of(row.getArrayOfStrings("options")),
                row.getBoolean("multiple"),
                row.getBoolean("hide_totals"),
                row.getOffsetDateTime("expires_at").toInstant(),
                row.getBoolean("expired"),
                row.getLong("voters"),
                List.of(row.getArrayOfLongs("votes")),
                Optional.ofNullable(row.getArrayOfIntegers("choices")).map(Arrays::asList));
    }

    /** Whether the same votes would be as good for a poll like this one. */
    boolean hasSameBallot(NewPoll other) {
        return options.equals(other.options()) && multiple == other.multiple();
    }

    /** Authors have no vote of their own, and are shown the counts as if they had voted. */
    PollView toView(Optional<AccountId> viewer) {
        boolean counted = expired || !hideTotals;
        List<PollView.OptionView> shown = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            shown.add(new PollView.OptionView(options.get(i), counted ? votes.get(i) : null));
        }
        return new PollView(
                status.toString(),
                WireTimes.format(expiresAt),
                expired,
                multiple,
                votes.stream().mapToLong(Long::longValue).sum(),
                voters,
                viewer.map(who -> choices.isPresent() || who.equals(author)).orElse(null),
                choices.orElse(List.of()),
                shown,
                List.of());
    }
}
