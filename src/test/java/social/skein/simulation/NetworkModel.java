package social.skein.simulation;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the way to the stores is like, and when they are away. */
final class NetworkModel {
    private final VirtualTime time;
    private final double lossRate;
    private final Map<Remote, Long> downUntil = new EnumMap<>(Remote.class);
    private boolean healed;

    /** Where something can be asked. */
    enum Remote {
        POSTGRES,
        REDIS,
        KAFKA,
        BUS
    }

    /** @param lossRate the share of questions that get lost, or whose answers do */
    NetworkModel(VirtualTime time, double lossRate) {
        this.time = time;
        this.lossRate = lossRate;
    }

    /** From now on nothing goes wrong any more. */
    void heal() {
        healed = true;
        downUntil.clear();
    }

    void takeDown(Remote remote, long millis) {
        downUntil.put(remote, time.now() + millis);
    }

    boolean isDown(Remote remote) {
        return downUntil.getOrDefault(remote, 0L) > time.now();
    }

    boolean drops(Remote remote) {
        return !healed && time.chance(remote == Remote.BUS ? 3 * lossRate : lossRate);
    }

    long latency() {
        if (healed) {
            return time.between(0, 3);
        }
        return time.chance(0.03) ? time.between(50, 3_000) : time.between(0, 15);
    }

    /** Asks something of a store: it may not get there, or take effect and not be answered, or do so late. */
    <T> Future<T> call(SimulatedProcess from, Remote remote, Supplier<Future<T>> effect) {
        return call(from, remote, time.now() + latency(), effect);
    }

    private <T> Future<T> call(SimulatedProcess from, Remote remote, long arrival, Supplier<Future<T>> effect) {
        return deliver(
                from,
                remote,
                arrival,
                () -> requestIsLost(from, remote)
                        ? Future.failedFuture(new IOException(remote + " was not reached"))
                        : effect.get());
    }

    /** What has arrived at a time takes effect, and may not be answered. */
    <T> Future<T> deliver(SimulatedProcess from, Remote remote, long arrival, Supplier<Future<T>> effect) {
        Promise<T> answer = from.promise();
        time.scheduleAt(
                arrival,
                null,
                () -> effect.get()
                        .onComplete(done -> reply(
                                from,
                                answer,
                                drops(remote)
                                        ? Future.failedFuture(new IOException(remote + " answered nothing"))
                                        : done)));
        return answer.future();
    }

    boolean requestIsLost(SimulatedProcess from, Remote remote) {
        return isDown(remote) || drops(remote) || (!from.isAlive() && time.chance(0.5));
    }

    private <T> void reply(SimulatedProcess to, Promise<T> answer, AsyncResult<T> result) {
        time.scheduleAt(time.now() + latency(), to, () -> {
            if (result.succeeded()) {
                answer.tryComplete(result.result());
            } else {
                answer.tryFail(result.cause());
            }
        });
    }
}
