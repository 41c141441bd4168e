package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import social.skein.model.Problem;
import social.skein.trace.Deadline;

/** One request that was let in. All that happens to it happens on its own event loop. */
final class Visit implements RequestPermit {
    private final Room room;
    private final Rank rank;
    private final Duration patience;
    private final RoutingContext context;
    private final Deadline deadline;
    private long began = System.nanoTime();
    private boolean inside = true;
    private boolean ended;

    private Visit(Room room, Rank rank, Duration patience, RoutingContext context) {
        this.room = room;
        this.rank = rank;
        this.patience = patience;
        this.context = context;
        this.deadline = Deadline.in(patience);
    }

    /** Begins one that has a place already. */
    static Visit begin(Room room, Rank rank, Duration patience, RoutingContext context) {
        Visit visit = new Visit(room, rank, patience, context);
        visit.deadline.enter();
        visit.attach(context);
        return visit;
    }

    @Override
    public void release() {
        leave();
    }

    @Override
    public boolean reacquire() {
        if (!inside && !ended) {
            inside = room.enter(rank);
            began = System.nanoTime();
            deadline.postpone(patience);
        }
        if (!inside) {
            Turnstile.refuse(context.request());
        }
        return inside;
    }

    @Override
    public void becomeStream() {
        deadline.lift();
        leave();
    }

    /** It was answered, or there is nobody left to answer. */
    void end(boolean answered) {
        ended = true;
        if (!answered) {
            deadline.giveUp();
        }
        if (inside && answered && isTelling()) {
            inside = false;
            room.leave(began);
        } else {
            leave();
        }
    }

    /** Of what people read, how long it takes tells how busy we are; a search or a password takes what it takes. */
    private boolean isTelling() {
        return rank == Rank.ORDINARY && context.response().getStatusCode() < 500;
    }

    private void leave() {
        if (inside) {
            inside = false;
            room.leave();
        }
    }

    boolean isOverdue() {
        return inside && deadline.hasPassed();
    }

    void breakOff() {
        room.noteOverdue();
        context.fail(new Problem.TooLate());
    }
}
