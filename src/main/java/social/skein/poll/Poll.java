package social.skein.poll;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import social.skein.emoji.EmojiFinder;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/**
 * A poll with its counts, for one viewer.
 *
 * @param round identifies the current options; an edit of the options starts a new round, without votes
 * @param expired by the clock of PostgreSQL, which also decides whether a vote is in time
 * @param votes the number of votes for each option
 * @param choices the options the viewer voted for; empty without a vote
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

    /** Whether votes for this poll stay valid for the other. */
    boolean hasSameBallot(NewPoll other) {
        return options.equals(other.options()) && multiple == other.multiple();
    }

    /** Authors cannot vote; to them the poll is shown as if they had. */
    PollView toView(Optional<AccountId> viewer, EmojiFinder emojis) {
        boolean showCounts = expired || !hideTotals;
        List<PollView.OptionView> optionViews = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            optionViews.add(new PollView.OptionView(options.get(i), showCounts ? votes.get(i) : null));
        }
        return new PollView(
                status.toString(),
                WireTimes.format(expiresAt),
                expired,
                multiple,
                votes.stream().mapToLong(Long::longValue).sum(),
                voters,
                viewer.map(account -> choices.isPresent() || account.equals(author))
                        .orElse(null),
                choices.orElse(List.of()),
                optionViews,
                emojis.find(options, List.of()));
    }
}
