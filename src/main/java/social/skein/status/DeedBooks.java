package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.cache.Lookups;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/**
 * The deeds of those who read timelines, kept in memory. Most people have done less than one book holds, so it is complete;
 * for what lies below a full one the database is asked. Facts and {@link DeedsChanged} forget a book.
 */
public final class DeedBooks {
    private static final Duration AGE = Duration.ofMinutes(1);

    /** Of each kind. */
    private static final int MOST = 500;

    private static final String NEWEST = """
            (select status_id as id,
            """ + DeedBook.LIKED + """
              as deed from favourite where account_id = $1 order by status_id desc limit $2)
             union all
            (select reblog_of_id,
            """ + DeedBook.BOOSTED + """
              from status where account_id = $1 and reblog_of_id is not null order by reblog_of_id desc limit $2)
             union all
            (select status_id,
            """ + DeedBook.KEPT + """
              from bookmark where account_id = $1 order by status_id desc limit $2)
             union all
            (select status_id,
            """
            + DeedBook.PINNED + """
              from pin where account_id = $1 order by status_id desc limit $2)
             union all
            (select conversation_id,
            """ + DeedBook.MUTED + """
              from conversation_mute where account_id = $1 order by conversation_id desc limit $2)
            """;

    private final Reads reads;
    private final Lookups<AccountId, DeedBook> books;

    public DeedBooks(Reads reads, Memory memory) {
        this.reads = reads;
        this.books = memory.singly(new Memory.Keeping<>("deeds", AGE, 5, DeedBook::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> listen(Hints hints) {
        return Future.all(
                        hints.keep(Fact.HINT, this::heard),
                        hints.keep(DeedsChanged.HINT, changed -> books.forget(changed.account())))
                .mapEmpty();
    }

    /** A book that knows what the viewer has done with these. */
    Future<DeedBook> of(AccountId viewer, Collection<Status> originals) {
        return books.get(viewer).compose(found -> {
            DeedBook book = found.orElseThrow();
            return book.reaches(originals) ? Future.succeededFuture(book) : exactly(viewer, originals);
        });
    }

    private Future<DeedBook> exactly(AccountId viewer, Collection<Status> originals) {
        return Deeds.of(reads, Optional.of(viewer), originals).map(deeds -> {
            Map<Long, Integer> done = new HashMap<>();
            for (Status original : originals) {
                done.merge(original.id().value(), deeds.of(original), (one, other) -> one | other);
                if (deeds.mutedThreadOf(original)) {
                    done.merge(original.conversation().value(), DeedBook.MUTED, (one, other) -> one | other);
                }
            }
            return DeedBook.of(0, done);
        });
    }

    private Future<Optional<DeedBook>> load(AccountId viewer) {
        return reads.list(NEWEST, row -> row, viewer.value(), MOST).map(rows -> Optional.of(book(rows)));
    }

    /** Of a kind of which there may be more, what lies below the last is not known. */
    private static DeedBook book(List<Row> rows) {
        Map<Long, Integer> done = new HashMap<>();
        rows.forEach(row -> done.merge(row.getLong("id"), row.getInteger("deed"), (one, other) -> one | other));
        long above = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.getInteger("deed"),
                        Collectors.mapping(row -> row.getLong("id"), Collectors.toList())))
                .values()
                .stream()
                .filter(ids -> ids.size() == MOST)
                .mapToLong(ids -> ids.get(MOST - 1))
                .max()
                .orElse(0);
        return DeedBook.of(above, done);
    }

    private void heard(Fact fact) {
        boolean boost =
                (fact instanceof Fact.StatusPosted posted && posted.reblogOf().isPresent())
                        || (fact instanceof Fact.StatusDeleted deleted
                                && deleted.reblogOf().isPresent());
        if (boost || fact instanceof Fact.OfReactions) {
            books.forget(fact.actor());
        }
    }
}
