package social.skein.status;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.AccountCard;
import social.skein.account.AccountCards;
import social.skein.account.StandingChanged;
import social.skein.cache.Lookups;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.trace.Invariants;

/**
 * The statuses that timelines show, kept in memory as they are shown: one look-up a process, however many read them. Facts
 * forget what they change. Of a status that very many like at other processes, the count here is a moment old.
 */
public final class StatusCards {
    private static final Duration AGE = Duration.ofMinutes(1);

    /** What is liked elsewhere is forgotten after so long, and not at each like: it is looked up ten times a second. */
    private static final long PAUSE_MILLIS = 100;

    private final Vertx vertx;
    private final SharedStatuses statuses;
    private final AccountCards people;
    private final StatusBodies bodies;
    private final Invariants invariants;
    private final Lookups<StatusId, StatusCard> cards;
    private final Set<StatusId> stale = ConcurrentHashMap.newKeySet();

    public StatusCards(
            Vertx vertx,
            SharedStatuses statuses,
            AccountCards people,
            StatusBodies bodies,
            Memory memory,
            Invariants invariants) {
        this.vertx = vertx;
        this.statuses = statuses;
        this.people = people;
        this.bodies = bodies;
        this.invariants = invariants;
        this.cards = memory.lookups(new Memory.Keeping<>("statuses", AGE, 44, StatusCard::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> listen(Hints hints) {
        return Future.all(
                        hints.keep(Fact.HINT, this::now, this::soon),
                        hints.keep(StandingChanged.HINT, changed -> cards.forgetAll()))
                .mapEmpty();
    }

    /** Those of the statuses and boosts that are there, in the order of the ids. Who may see them is not asked here. */
    public Future<List<StatusCard>> byIds(List<StatusId> ids) {
        return cards.all(ids).map(found -> {
            List<StatusCard> there = new ArrayList<>(ids.size());
            for (StatusId id : ids) {
                StatusCard card = found.get(id);
                if (card != null) {
                    there.add(card);
                }
            }
            return there;
        });
    }

    /** What boosts are of, and those themselves that are no boosts, by their ids. */
    Future<Map<StatusId, StatusCard>> originals(List<StatusCard> shown) {
        Map<StatusId, StatusCard> originals = new HashMap<>(shown.size() * 2);
        List<StatusId> boosted = new ArrayList<>();
        for (StatusCard card : shown) {
            if (card.isBoost()) {
                boosted.add(original(card));
            } else {
                originals.put(card.id(), card);
            }
        }
        return cards.all(boosted).map(found -> {
            originals.putAll(found);
            return originals;
        });
    }

    static StatusId original(StatusCard card) {
        return card.status().reblogOf().orElse(card.status().id());
    }

    private Future<Map<StatusId, StatusCard>> load(Set<StatusId> ids) {
        return statuses.byIds(ids)
                .compose(found -> people.byIds(people(found.values())).map(known -> cards(found.values(), known)));
    }

    private static Set<AccountId> people(Collection<KeptStatus> found) {
        return found.stream().flatMap(kept -> kept.status().people()).collect(Collectors.toSet());
    }

    private Map<StatusId, StatusCard> cards(Collection<KeptStatus> found, Map<AccountId, AccountCard> known) {
        return found.stream()
                .flatMap(kept -> card(kept, known).stream())
                .collect(Collectors.toMap(StatusCard::id, card -> card));
    }

    /** The card of a status whose author is among the people. */
    Optional<StatusCard> card(KeptStatus kept, Map<AccountId, AccountCard> known) {
        Status status = kept.status();
        invariants.expect(
                Invariants.Rule.COUNT_NOT_NEGATIVE,
                status.favourites() >= 0 && status.reblogs() >= 0 && status.replies() >= 0,
                () -> status.id() + " is liked " + status.favourites() + ", boosted " + status.reblogs()
                        + " and answered " + status.replies() + " times");
        List<StatusView.MentionView> mentions = bodies.mentions(
                status,
                id -> Optional.ofNullable(known.get(id))
                        .map(card -> card.account().username()));
        return Optional.ofNullable(known.get(status.author()))
                .map(author -> author.account().username())
                .map(author -> new StatusCard(kept, bodies.body(status, status, author, mentions)));
    }

    /** Who is locked out takes along all they wrote, wherever that is kept; it happens rarely enough to forget everything. */
    private void now(Fact fact) {
        changed(fact).forEach(cards::forget);
        if (fact instanceof Fact.AccountSuspended || fact instanceof Fact.AccountUnsuspended) {
            cards.forgetAll();
        }
    }

    private void soon(Fact fact) {
        changed(fact).forEach(status -> {
            if (stale.add(status)) {
                vertx.setTimer(PAUSE_MILLIS, now -> {
                    stale.remove(status);
                    cards.forget(status);
                });
            }
        });
    }

    /** That a status which is new was not there is kept too. */
    private static Stream<StatusId> changed(Fact fact) {
        return fact instanceof Fact.StatusPosted posted
                ? Stream.concat(Stream.of(posted.id()), SharedStatuses.touched(posted))
                : SharedStatuses.touched(fact);
    }
}
