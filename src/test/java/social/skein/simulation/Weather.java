package social.skein.simulation;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the way to the stores is like, and when they are away. */
final class Weather {
    private final Time time;
    private final double rough;
    private final Map<Place, Long> awayUntil = new EnumMap<>(Place.class);
    private boolean fair;

    /** Where something can be asked. */
    enum Place {
        POSTGRES,
        REDIS,
        KAFKA,
        BUS
    }

    /** @param rough the share of questions that get lost, or whose answers do */
    Weather(Time time, double rough) {
        this.time = time;
        this.rough = rough;
    }

    /** From now on nothing goes wrong any more. */
    void clear() {
        fair = true;
        awayUntil.clear();
    }

    void takeAway(Place place, long millis) {
        awayUntil.put(place, time.now() + millis);
    }

    boolean isAway(Place place) {
        return awayUntil.getOrDefault(place, 0L) > time.now();
    }

    boolean loses(Place place) {
        return !fair && time.luck(place == Place.BUS ? 3 * rough : rough);
    }

    long delay() {
        if (fair) {
            return time.between(0, 3);
        }
        return time.luck(0.03) ? time.between(50, 3_000) : time.between(0, 15);
    }

    /** Asks something of a store: it may not get there, or take effect and not be answered, or do so late. */
    <T> Future<T> ask(Process from, Place place, Supplier<Future<T>> effect) {
        return ask(from, place, time.now() + delay(), effect);
    }

    private <T> Future<T> ask(Process from, Place place, long arrival, Supplier<Future<T>> effect) {
        return answered(
                from,
                place,
                arrival,
                () -> isLost(from, place)
                        ? Future.failedFuture(new IOException(place + " was not reached"))
                        : effect.get());
    }

    /** What has arrived at a time takes effect, and may not be answered. */
    <T> Future<T> answered(Process from, Place place, long arrival, Supplier<Future<T>> effect) {
        Promise<T> answer = from.promise();
        time.at(
                arrival,
                null,
                () -> effect.get()
                        .onComplete(done -> reply(
                                from,
                                answer,
                                loses(place)
                                        ? Future.failedFuture(new IOException(place + " answered nothing"))
                                        : done)));
        return answer.future();
    }

    boolean isLost(Process from, Place place) {
        return isAway(place) || loses(place) || (!from.isAlive() && time.luck(0.5));
    }

    private <T> void reply(Process to, Promise<T> answer, AsyncResult<T> told) {
        time.at(time.now() + delay(), to, () -> {
            if (told.succeeded()) {
                answer.tryComplete(told.result());
            } else {
                answer.tryFail(told.cause());
            }
        });
    }
}
