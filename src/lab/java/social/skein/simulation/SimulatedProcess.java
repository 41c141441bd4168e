package social.skein.simulation;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.impl.future.PromiseImpl;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A Skein process with one event loop, and its stub of Vert.x. */
final class SimulatedProcess {
    final String name;
    final ContextInternal context;
    final Vertx vertx;
    private final VirtualTime time;
    private final Set<Long> timers = new HashSet<>();
    private boolean alive = true;
    private final List<VirtualTime.Event> parked = new ArrayList<>();
    private boolean frozen;
    private long skew;
    private long lastTimer;

    SimulatedProcess(String name, VirtualTime time, EventBusModel bus) {
        this.name = name;
        this.time = time;
        VertxInternal[] owner = new VertxInternal[1];
        ContextInternal[] self = new ContextInternal[1];
        self[0] = context(owner, self);
        this.context = self[0];
        owner[0] = vertx(bus.forProcess(this));
        this.vertx = owner[0];
    }

    boolean isAlive() {
        return alive;
    }

    boolean isFrozen() {
        return frozen;
    }

    void park(VirtualTime.Event event) {
        parked.add(event);
    }

    void kill() {
        alive = false;
    }

    void freeze(long millis) {
        frozen = true;
        time.schedule(millis, this::unfreeze);
    }

    void unfreeze() {
        frozen = false;
        time.requeue(parked);
        parked.clear();
    }

    /** Sets the clock of the process ahead, or back if negative. */
    void skew(long millis) {
        skew = millis;
    }

    void schedule(long millis, Runnable work) {
        time.scheduleAt(time.now() + millis, this, work);
    }

    <T> Promise<T> promise() {
        return new PromiseImpl<>(context);
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(time.now() + skew);
            }
        };
    }

    /** Returns monotonic time, which is independent of the clock. */
    long nanos() {
        return time.elapsed() * 1_000_000;
    }

    private ContextInternal context(VertxInternal[] owner, ContextInternal[] self) {
        EventLoop loop = InterfaceStub.create(EventLoop.class, Map.of("schedule", args -> {
            long timer = timer(((TimeUnit) args[2]).toMillis((long) args[1]), (Runnable) args[0]);
            return InterfaceStub.create(ScheduledFuture.class, Map.of("cancel", flag -> timers.remove(timer)));
        }));
        return InterfaceStub.create(
                ContextInternal.class,
                Map.of(
                        "nettyEventLoop", args -> loop,
                        "isRunningOnContext", args -> time.isCurrent(this),
                        "owner", args -> owner[0],
                        "promise", args -> new PromiseImpl<>(self[0]),
                        "execute", args -> scheduleNow((Runnable) args[0]),
                        "runOnContext", args -> scheduleNow(() -> handle(args[0], null)),
                        "reportException", args -> reportException((Throwable) args[0])));
    }

    private VertxInternal vertx(EventBus bus) {
        return InterfaceStub.create(
                VertxInternal.class,
                Map.of(
                        "getOrCreateContext", args -> context,
                        "eventBus", args -> bus,
                        "setTimer", args -> setTimer((long) args[0], args[1]),
                        "cancelTimer", args -> timers.remove((Long) args[0]),
                        "timer", args -> timer((long) args[0]),
                        "executeBlocking", args -> Future.succeededFuture()));
    }

    private long setTimer(long millis, Object handler) {
        long[] timer = new long[1];
        timer[0] = timer(millis, () -> handle(handler, timer[0]));
        return timer[0];
    }

    private Timer timer(long millis) {
        Promise<Void> due = promise();
        timer(millis, due::complete);
        return InterfaceStub.create(Timer.class, due.future(), Map.of());
    }

    private long timer(long millis, Runnable work) {
        long timer = ++lastTimer;
        timers.add(timer);
        schedule(millis, () -> {
            if (timers.remove(timer)) {
                work.run();
            }
        });
        return timer;
    }

    private Object scheduleNow(Runnable work) {
        schedule(0, work);
        return this;
    }

    private Object reportException(Throwable failure) {
        time.reportViolation("uncaught exception on the event loop of " + name + ": " + failure);
        failure.printStackTrace();
        return this;
    }

    @SuppressWarnings("unchecked")
    private static void handle(Object handler, Object event) {
        ((Handler<Object>) handler).handle(event);
    }

    @Override
    public String toString() {
        return name;
    }
}
