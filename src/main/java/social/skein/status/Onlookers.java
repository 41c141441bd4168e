package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.filter.FilterResult;
import social.skein.filter.Filters;
import social.skein.filter.Sieve;
import social.skein.model.AccountId;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Sql;

/**
 * Shows one status to many at a time, where {@link StatusViews} shows many to one: what they did with it, what they chose in
 * its poll and what they filter are found in a statement each, however many they are.
 */
public final class Onlookers {
    private static final String DONE = """
            select account_id as account,
                   bool_or(deed = 'LIKED') as liked, bool_or(deed = 'BOOSTED') as boosted,
                   bool_or(deed = 'KEPT') as kept, bool_or(deed = 'PINNED') as pinned, bool_or(deed = 'MUTED') as muted
              from (select account_id, 'LIKED' as deed from favourite where status_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'BOOSTED' from status where reblog_of_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'KEPT' from bookmark where status_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'PINNED' from pin where status_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'MUTED' from conversation_mute
                     where conversation_id = $2 and account_id = any($3)) done
             group by account_id
            """;

    private final Sql sql;
    private final Filters filters;

    public Onlookers(Sql sql, Filters filters) {
        this.sql = sql;
        this.filters = filters;
    }

    /** What somebody did with a status. */
    private record Done(boolean liked, boolean boosted, boolean kept, boolean pinned, boolean muted) {
        static final Done NOTHING = new Done(false, false, false, false, false);

        static Done of(Row row) {
            return new Done(
                    row.getBoolean("liked"),
                    row.getBoolean("boosted"),
                    row.getBoolean("kept"),
                    row.getBoolean("pinned"),
                    row.getBoolean("muted"));
        }
    }

    /** All that differs from one onlooker to the other. */
    private record Look(
            StatusView.ViewerView viewer,
            Optional<StatusView.ViewerView> viewerOfBoosted,
            Optional<List<Integer>> choices,
            boolean asked) {}

    /**
     * How each of the onlookers sees a status: the same view, not only an equal one, where it looks alike.
     *
     * @param plain how everybody without an account sees it
     */
    public Future<Map<AccountId, StatusView>> views(Status status, StatusView plain, Collection<AccountId> onlookers) {
        if (onlookers.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Status original = status.original();
        Optional<PollView> poll = Optional.ofNullable(plain.poll());
        return Future.all(
                        done(original, onlookers),
                        filters.sieves(onlookers, List.of(status.id(), original.id())),
                        poll.map(asked -> Polls.choices(sql, original.id(), onlookers))
                                .orElse(Future.succeededFuture(Map.of())))
                .map(found -> {
                    Scene scene = new Scene(status, poll, found.resultAt(0), found.resultAt(1), found.resultAt(2));
                    Map<Look, StatusView> alike = new HashMap<>();
                    Map<AccountId, StatusView> seen = new LinkedHashMap<>();
                    onlookers.forEach(onlooker -> seen.put(
                            onlooker, alike.computeIfAbsent(scene.look(onlooker), look -> shown(plain, look))));
                    return seen;
                });
    }

    private Future<Map<AccountId, Done>> done(Status original, Collection<AccountId> onlookers) {
        Object accounts = onlookers.stream().map(AccountId::value).toArray(Long[]::new);
        return sql.list(
                        DONE,
                        row -> row,
                        original.id().value(),
                        original.conversation().value(),
                        accounts)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> new AccountId(row.getLong("account")), Done::of)));
    }

    /** A status, and what belongs to it. */
    private record Scene(
            Status status,
            Optional<PollView> poll,
            Map<AccountId, Done> done,
            Map<AccountId, Sieve> sieves,
            Map<AccountId, List<Integer>> choices) {

        Look look(AccountId onlooker) {
            Status original = status.original();
            return new Look(
                    viewer(onlooker, status),
                    status.reblog().map(boosted -> viewer(onlooker, boosted)),
                    Optional.ofNullable(choices.get(onlooker)),
                    original.author().equals(onlooker));
        }

        private StatusView.ViewerView viewer(AccountId onlooker, Status shown) {
            Done did = done.getOrDefault(onlooker, Done.NOTHING);
            return new StatusView.ViewerView(
                    did.liked,
                    did.boosted,
                    did.muted,
                    did.kept,
                    StatusViews.isPinnable(shown, onlooker) ? did.pinned : null,
                    filtered(onlooker, shown));
        }

        private List<FilterResult> filtered(AccountId onlooker, Status shown) {
            Status original = shown.original();
            return Optional.ofNullable(sieves.get(onlooker))
                    .map(sieve -> sieve.results(
                            original.author(), List.of(shown.id(), original.id()), StatusViews.texts(original, poll)))
                    .orElse(List.of());
        }
    }

    private static StatusView shown(StatusView plain, Look look) {
        return with(
                plain,
                look.viewer,
                Optional.ofNullable(plain.reblog())
                        .map(boosted -> with(boosted, look.viewerOfBoosted.orElse(look.viewer), null, look))
                        .orElse(null),
                look);
    }

    private static StatusView with(
            StatusView plain, StatusView.ViewerView viewer, @Nullable StatusView reblog, Look look) {
        PollView poll = plain.poll();
        return new StatusView(
                plain.body(),
                plain.counts(),
                viewer,
                plain.account(),
                reblog,
                poll == null
                        ? null
                        : poll.chosen(look.asked || look.choices.isPresent(), look.choices.orElse(List.of())));
    }
}
