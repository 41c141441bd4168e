package social.skein.simulation;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** A model of the network between the processes and the stores: latency, losses and outages. */
final class NetworkModel {
    private final VirtualTime time;
    private final double lossRate;
    private final Map<Remote, Long> downUntil = new EnumMap<>(Remote.class);
    private boolean healed;

    /** The remote systems. */
    enum Remote {
        POSTGRES,
        REDIS,
        KAFKA,
        BUS
    }

    /** @param lossRate the probability that a request or a response is lost */
    NetworkModel(VirtualTime time, double lossRate) {
        this.time = time;
        this.lossRate = lossRate;
    }

    /** Ends all outages and losses. */
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

    /** Sends a request to a store. The request may be lost, take effect without a response, or take effect late. */
    <T> Future<T> call(SimulatedProcess from, Remote remote, Supplier<Future<T>> effect) {
        return call(from, remote, time.now() + latency(), effect);
    }

    private <T> Future<T> call(SimulatedProcess from, Remote remote, long arrival, Supplier<Future<T>> effect) {
        return deliver(
                from,
                remote,
                arrival,
                () -> requestIsLost(from, remote)
                        ? Future.failedFuture(new IOException(remote + " is unreachable"))
                        : effect.get());
    }

    /** Executes a request at its arrival; its response may be lost. */
    <T> Future<T> deliver(SimulatedProcess from, Remote remote, long arrival, Supplier<Future<T>> effect) {
        Promise<T> promise = from.promise();
        time.scheduleAt(
                arrival,
                null,
                () -> effect.get()
                        .onComplete(done -> reply(
                                from,
                                promise,
                                drops(remote)
                                        ? Future.failedFuture(new IOException(remote + " did not respond"))
                                        : done)));
        return promise.future();
    }

    boolean requestIsLost(SimulatedProcess from, Remote remote) {
        return isDown(remote) || drops(remote) || (!from.isAlive() && time.chance(0.5));
    }

    private <T> void reply(SimulatedProcess to, Promise<T> promise, AsyncResult<T> result) {
        time.scheduleAt(time.now() + latency(), to, () -> {
            if (result.succeeded()) {
                promise.tryComplete(result.result());
            } else {
                promise.tryFail(result.cause());
            }
        });
    }
}
