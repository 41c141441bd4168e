package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import social.skein.sql.Sql;

/**
 * Hands facts to the roles of this process and deletes those that all of them are done with. What is under way lies in the
 * outbox still, so after a crash it is told again, by whoever has the job then; none is ever skipped.
 */
final class RoleCourier implements Courier {
    /** What one role that is held up may have behind it, some megabytes; the others go on as long as there is room. */
    private static final int MOST_UNDER_WAY = 5_000;

    private static final long LAST_MILLIS = 1_500;

    private final Vertx vertx;
    private final Context loop;
    private final Outbox outbox;
    private final List<Desk> desks;
    private final Counter relayed;
    private final Map<Long, Outbox.Entry> underWay = new HashMap<>();
    private final Map<Long, Outbox.Entry> done = new LinkedHashMap<>();
    private Runnable wake = () -> {};

    /** @param desks those of all roles of this process, before the first fact is moved */
    RoleCourier(Vertx vertx, Outbox outbox, List<Desk> desks, MeterRegistry metrics) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.outbox = outbox;
        this.desks = desks;
        this.relayed = Courier.counter(metrics);
    }

    @Override
    public void begin(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public Future<Boolean> move(Sql ours) {
        return outbox.removeAll(ours, List.copyOf(done.values()))
                .onSuccess(this::clear)
                .compose(cleared -> hand(ours, Math.min(BATCH, MOST_UNDER_WAY - underWay.size())));
    }

    private void clear(List<Outbox.Entry> gone) {
        relayed.increment(gone.size());
        for (Outbox.Entry entry : gone) {
            done.remove(entry.id());
            underWay.remove(entry.id());
        }
    }

    private Future<Boolean> hand(Sql ours, int room) {
        return room == 0
                ? Future.succeededFuture(false)
                : outbox.oldestBut(ours, underWay.keySet(), room).map(entries -> {
                    entries.forEach(this::hand);
                    return entries.size() == room;
                });
    }

    private void hand(Outbox.Entry entry) {
        underWay.put(entry.id(), entry);
        Told fact = Told.of(entry);
        Future.join(desks.stream()
                        .filter(desk -> desk.hears(fact))
                        .map(desk -> desk.take(fact))
                        .toList())
                .onSuccess(all -> loop.runOnContext(here -> {
                    done.put(entry.id(), entry);
                    wake.run();
                }));
    }

    @Override
    public Future<Void> giveUp() {
        underWay.clear();
        done.clear();
        return clearDesks();
    }

    /** What ends soon is done with; the rest is told again. */
    @Override
    public Future<Void> close() {
        return Patience.of(vertx, LAST_MILLIS, clearDesks())
                .transform(ended -> onLoop())
                .compose(here -> outbox.removeAll(List.copyOf(done.values())))
                .mapEmpty();
    }

    private Future<Void> clearDesks() {
        return Future.join(desks.stream().map(Desk::clear).toList()).mapEmpty();
    }

    /** Behind what the desks have told already. */
    private Future<Void> onLoop() {
        Promise<Void> here = Promise.promise();
        loop.runOnContext(now -> here.complete());
        return here.future();
    }
}
