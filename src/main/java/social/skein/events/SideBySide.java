package social.skein.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Work on facts, so much at once: each actor's in the order it came, different actors' side by side, and whoever has much of
 * it waits for their turn like everybody. All of it happens on one event loop.
 */
final class SideBySide {
    private final Context loop;
    private final int most;
    private final int mostOfOne;
    private final Map<String, Actor> actors = new HashMap<>();
    private final Deque<Actor> ready = new ArrayDeque<>();
    private Promise<Void> idle = Promise.promise();
    private int atWork;
    private int waiting;

    SideBySide(Context loop, int most, int mostOfOne) {
        this.loop = loop;
        this.most = most;
        this.mostOfOne = mostOfOne;
        idle.complete();
    }

    /** Somebody with work to do, or under way. */
    private final class Actor {
        private final String name;
        private final Deque<Supplier<Future<Void>>> work = new ArrayDeque<>();
        private int atWork;
        private boolean ready;

        private Actor(String name) {
            this.name = name;
        }

        private void queue() {
            if (!ready && !work.isEmpty() && atWork < mostOfOne) {
                ready = true;
                SideBySide.this.ready.add(this);
            }
        }
    }

    void add(String actor, Supplier<Future<Void>> work) {
        Actor its = actors.computeIfAbsent(actor, Actor::new);
        its.work.add(work);
        waiting++;
        its.queue();
        begin();
    }

    /** How much there is to do, what is under way counted. */
    int unfinished() {
        return waiting + atWork;
    }

    /** Gives up what nobody has begun. */
    void forgetWaiting() {
        ready.clear();
        actors.values().forEach(actor -> {
            actor.work.clear();
            actor.ready = false;
        });
        actors.values().removeIf(actor -> actor.atWork == 0);
        waiting = 0;
    }

    /** When nothing is under way any more. */
    Future<Void> idle() {
        return idle.future();
    }

    private void begin() {
        while (atWork < most && !ready.isEmpty()) {
            Actor actor = ready.remove();
            actor.ready = false;
            Supplier<Future<Void>> work = actor.work.remove();
            waiting--;
            if (atWork++ == 0) {
                idle = Promise.promise();
            }
            actor.atWork++;
            actor.queue();
            work.get().onComplete(done -> loop.runOnContext(here -> end(actor)));
        }
    }

    private void end(Actor actor) {
        atWork--;
        actor.atWork--;
        if (actor.work.isEmpty() && actor.atWork == 0) {
            actors.remove(actor.name);
        }
        actor.queue();
        begin();
        if (atWork == 0) {
            idle.complete();
        }
    }
}
