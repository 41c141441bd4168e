package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.AccountId;

/**
 * The accounts connected to one hub, and from each author and hashtag back to those of them who follow it. So a post finds
 * its connected readers without a look at the database, however many follow its author elsewhere.
 */
public final class Circles {
    private static final Logger LOG = LoggerFactory.getLogger(Circles.class);

    /** Bounds what one reader costs; who follows more is told of the newest of them. */
    private static final int MOST_FOLLOWEES = 10_000;

    /** Bounds what all cost together, to some 100 MiB; whoever comes after that is told of fewer of those they follow. */
    private static final int MOST_INDEXED = 4_000_000;

    private static final int FEW_FOLLOWEES = 500;

    /** Everybody may connect at once, after a restart: the database is then asked by a few at a time. */
    private static final int LOADS_AT_ONCE = 4;

    private static final long RETRY_MILLIS = 5_000;

    private final Map<AccountId, Circle> open = new HashMap<>();
    private final Nearby nearby = new Nearby();
    private final Meanwhile meanwhile = new Meanwhile();
    private final Turns turns = new Turns(LOADS_AT_ONCE);
    private final Vertx vertx;
    private final Acquaintances acquaintances;
    private final StreamMetrics metrics;
    private BiConsumer<Circle, List<StatusHint>> latecomers = (circle, missed) -> {};
    private int unknown;

    public Circles(Vertx vertx, Acquaintances acquaintances, StreamMetrics metrics) {
        this.vertx = vertx;
        this.acquaintances = acquaintances;
        this.metrics = metrics;
    }

    /** Has each circle, once it is known, told what it has missed till then. */
    void whenKnown(BiConsumer<Circle, List<StatusHint>> tell) {
        latecomers = tell;
    }

    /** The circle of an account, which is open as long as it has listeners. */
    Circle of(AccountId account) {
        return Optional.ofNullable(open.get(account)).orElseGet(() -> new Circle(account, meanwhile.next()));
    }

    /** One more stream needs its circle. */
    void join(Circle circle, Listener listener) {
        circle.add(listener);
        if (open.putIfAbsent(circle.owner(), circle) == null) {
            unknown++;
            metrics.circles(1);
            load(circle);
        }
    }

    /** One stream fewer does. */
    void leave(Circle circle, Listener listener) {
        circle.remove(listener);
        if (circle.listeners().isEmpty() && open.remove(circle.owner(), circle)) {
            metrics.circles(-1);
            replace(circle, Known.NOTHING);
            if (!circle.isKnown()) {
                settle();
            }
        }
    }

    /** The account's ties or interests have changed. */
    void refresh(AccountId account) {
        Optional.ofNullable(open.get(account)).ifPresent(this::load);
    }

    /** Gives a hint its number: whoever is known from then on, or had been before, is told of it when its turn comes. */
    long pass(StatusHint hint) {
        if (unknown > 0 && !meanwhile.keep(hint)) {
            metrics.dropped();
        }
        return meanwhile.pass();
    }

    /** Those here who follow the author, have them in a list or follow one of the tags, and the author. */
    Set<Circle> near(AccountId author, Collection<String> tags) {
        Set<Circle> near = nearby.of(author, tags);
        Optional.ofNullable(open.get(author)).ifPresent(near::add);
        return near;
    }

    /** Whether a post of the author may have readers here, whatever its tags. */
    boolean isNear(AccountId author) {
        return nearby.mayConcern(author) || open.containsKey(author);
    }

    /** One load of a circle runs at a time; what changes meanwhile is loaded after it, so the latest state wins. */
    private void load(Circle circle) {
        if (!circle.begins()) {
            return;
        }
        turns.take(() -> isOpen(circle)
                        ? acquaintances.of(
                                circle.owner(), nearby.size() < MOST_INDEXED ? MOST_FOLLOWEES : FEW_FOLLOWEES)
                        : Future.succeededFuture(Known.NOTHING))
                .onSuccess(known -> loaded(circle, known))
                .onFailure(failure -> retry(circle, failure));
    }

    private void loaded(Circle circle, Known known) {
        boolean again = circle.isStale();
        circle.ends();
        if (!isOpen(circle)) {
            return;
        }
        replace(circle, known);
        if (!circle.isKnown()) {
            latecomers.accept(circle, meanwhile.since(circle.opened()));
            circle.isKnownFrom(meanwhile.next());
            settle();
        }
        if (again) {
            load(circle);
        }
    }

    private void retry(Circle circle, Throwable failure) {
        LOG.warn("The ties of account {} could not be read for its stream: {}", circle.owner(), failure.toString());
        circle.isUnreadable(failure);
        vertx.setTimer(RETRY_MILLIS, again -> {
            circle.ends();
            if (isOpen(circle)) {
                load(circle);
            }
        });
    }

    /** One circle fewer waits to be known. */
    private void settle() {
        unknown--;
        if (unknown == 0) {
            meanwhile.forget();
        }
    }

    private void replace(Circle circle, Known known) {
        int before = nearby.size();
        nearby.move(circle, circle.known(), known);
        circle.know(known);
        metrics.followed(nearby.size() - before);
    }

    private boolean isOpen(Circle circle) {
        return open.get(circle.owner()) == circle;
    }
}
