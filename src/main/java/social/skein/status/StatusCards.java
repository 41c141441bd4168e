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
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Reads;

/**
 * The statuses that timelines show, kept in memory as they are shown: one look-up a process, however many read them. Facts
 * forget what they change. Of a status that very many like at other processes, the count here is a moment old.
 */
public final class StatusCards {
    private static final Duration AGE = Duration.ofMinutes(1);

    /** What is liked elsewhere is forgotten after so long, and not at each like: it is looked up ten times a second. */
    private static final long PAUSE_MILLIS = 100;

    private final Vertx vertx;
    private final Statuses statuses;
    private final AccountCards people;
    private final StatusBodies bodies;
    private final Reads reads;
    private final Lookups<StatusId, StatusCard> cards;
    private final Set<StatusId> stale = ConcurrentHashMap.newKeySet();

    public StatusCards(
            Vertx vertx, Statuses statuses, AccountCards people, StatusBodies bodies, Reads reads, Memory memory) {
        this.vertx = vertx;
        this.statuses = statuses;
        this.people = people;
        this.bodies = bodies;
        this.reads = reads;
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
                .compose(found -> Future.all(people.byIds(people(found)), Polls.views(reads, Optional.empty(), ids))
                        .map(around -> cards(found, around.resultAt(0), around.resultAt(1))));
    }

    private static Set<AccountId> people(List<Status> found) {
        return found.stream().flatMap(Status::people).collect(Collectors.toSet());
    }

    private Map<StatusId, StatusCard> cards(
            Collection<Status> found, Map<AccountId, AccountCard> known, Map<StatusId, PollView> polls) {
        return found.stream()
                .flatMap(status -> card(status, known, Optional.ofNullable(polls.get(status.id()))).stream())
                .collect(Collectors.toMap(card -> card.status().id(), card -> card));
    }

    /** The card of a status whose author is among the people. */
    Optional<StatusCard> card(Status status, Map<AccountId, AccountCard> known, Optional<PollView> poll) {
        Status read = status.original();
        List<StatusView.MentionView> mentions = bodies.mentions(
                read,
                id -> Optional.ofNullable(known.get(id))
                        .map(card -> card.account().username()));
        return Optional.ofNullable(known.get(status.author()))
                .map(author -> author.account().username())
                .map(author -> new StatusCard(status, bodies.body(status, read, author, mentions), poll));
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

    private static Stream<StatusId> changed(Fact fact) {
        if (fact instanceof Fact.Favourited liked) {
            return Stream.of(liked.status());
        } else if (fact instanceof Fact.Unfavourited liked) {
            return Stream.of(liked.status());
        } else if (fact instanceof Fact.StatusPosted posted) {
            return around(posted.id(), posted.inReplyTo(), posted.reblogOf());
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return around(deleted.id(), deleted.inReplyTo(), deleted.reblogOf());
        } else if (fact instanceof Fact.StatusEdited edited) {
            return Stream.of(edited.id());
        }
        return Stream.empty();
    }

    private static Stream<StatusId> around(StatusId id, Optional<StatusId> answered, Optional<StatusId> boosted) {
        return Stream.of(Stream.of(id), answered.stream(), boosted.stream()).flatMap(ids -> ids);
    }
}
