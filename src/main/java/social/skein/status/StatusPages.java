package social.skein.status;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.account.AccountCard;
import social.skein.account.AccountCards;
import social.skein.filter.Sieves;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Reads;

/**
 * Pages of statuses as JSON, spliced from what is kept in memory: the cards of statuses and people, and what differs from
 * reader to reader. {@link StatusViews} shows the very same from the database. Only polls are read anew.
 */
public final class StatusPages {
    private final StatusCards cards;
    private final AccountCards people;
    private final DeedBooks deeds;
    private final Sieves sieves;
    private final StatusBodies bodies;
    private final Reads reads;

    public StatusPages(
            StatusCards cards, AccountCards people, DeedBooks deeds, Sieves sieves, StatusBodies bodies, Reads reads) {
        this.cards = cards;
        this.people = people;
        this.deeds = deeds;
        this.sieves = sieves;
        this.bodies = bodies;
        this.reads = reads;
    }

    /** The list of these in their order; what is gone, or whose author is, is left out. */
    public Future<Buffer> page(Optional<AccountId> viewer, List<StatusCard> shown) {
        return cards.originals(shown).compose(originals -> {
            List<Status> read =
                    originals.values().stream().map(StatusCard::status).toList();
            return Future.all(
                            people.byIds(authors(shown, read)),
                            viewer.map(reader -> deeds.of(reader, read).map(Optional::of))
                                    .orElse(Future.succeededFuture(Optional.empty())),
                            sieves.of(viewer),
                            polls(viewer, originals.values()))
                    .map(found -> new StatusSplice(
                                    originals,
                                    found.resultAt(0),
                                    viewer,
                                    found.resultAt(1),
                                    found.resultAt(2),
                                    found.resultAt(3),
                                    bodies)
                            .of(shown));
        });
    }

    /** A status that is no boost and has no poll, as its author sees it. */
    public Future<Buffer> own(Status status) {
        AccountId author = status.author();
        return Future.all(
                        people.byIds(status.people().toList()),
                        deeds.of(author, List.of(status)),
                        sieves.of(Optional.of(author)))
                .map(found -> {
                    Map<AccountId, AccountCard> known = found.resultAt(0);
                    StatusCard card =
                            cards.card(KeptStatus.of(status, false), known).orElseThrow(Problem.NotFound::new);
                    return new StatusSplice(
                                    Map.of(status.id(), card),
                                    known,
                                    Optional.of(author),
                                    Optional.of(found.resultAt(1)),
                                    found.resultAt(2),
                                    Map.of(),
                                    bodies)
                            .of(card);
                });
    }

    private static Set<AccountId> authors(List<StatusCard> shown, List<Status> read) {
        Set<AccountId> authors = new HashSet<>();
        shown.forEach(card -> authors.add(card.status().author()));
        read.forEach(status -> authors.add(status.author()));
        return authors;
    }

    private Future<Map<StatusId, PollView>> polls(Optional<AccountId> viewer, Collection<StatusCard> originals) {
        Set<StatusId> polled = originals.stream()
                .filter(StatusCard::isPolled)
                .map(card -> card.status().id())
                .collect(Collectors.toSet());
        return Polls.views(reads, viewer, polled);
    }
}
