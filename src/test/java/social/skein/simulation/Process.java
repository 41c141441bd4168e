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

/** A process of Skein with one event loop: what Vert.x is to it, until it is killed. */
final class Process {
    final String name;
    final ContextInternal context;
    final Vertx vertx;
    private final Time time;
    private final Set<Long> timers = new HashSet<>();
    private boolean alive = true;
    private final List<Time.Event> held = new ArrayList<>();
    private boolean frozen;
    private long skew;
    private long lastTimer;

    Process(String name, Time time, Bus bus) {
        this.name = name;
        this.time = time;
        VertxInternal[] owner = new VertxInternal[1];
        ContextInternal[] own = new ContextInternal[1];
        own[0] = context(owner, own);
        this.context = own[0];
        owner[0] = vertx(bus.of(this));
        this.vertx = owner[0];
    }

    boolean isAlive() {
        return alive;
    }

    boolean isFrozen() {
        return frozen;
    }

    void hold(Time.Event event) {
        held.add(event);
    }

    void kill() {
        alive = false;
    }

    void freeze(long millis) {
        frozen = true;
        time.in(millis, this::thaw);
    }

    void thaw() {
        frozen = false;
        time.goOn(held);
        held.clear();
    }

    /** Sets its clock ahead, or back where negative. */
    void skew(long millis) {
        skew = millis;
    }

    void in(long millis, Runnable work) {
        time.at(time.now() + millis, this, work);
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

    /** Goes by without steps, whatever is done to the clock. */
    long nanos() {
        return time.elapsed() * 1_000_000;
    }

    private ContextInternal context(VertxInternal[] owner, ContextInternal[] own) {
        EventLoop loop = StandIn.of(EventLoop.class, Map.of("schedule", args -> {
            long timer = timer(((TimeUnit) args[2]).toMillis((long) args[1]), (Runnable) args[0]);
            return StandIn.of(ScheduledFuture.class, Map.of("cancel", flag -> timers.remove(timer)));
        }));
        return StandIn.of(
                ContextInternal.class,
                Map.of(
                        "nettyEventLoop", args -> loop,
                        "isRunningOnContext", args -> time.isIn(this),
                        "owner", args -> owner[0],
                        "promise", args -> new PromiseImpl<>(own[0]),
                        "execute", args -> soon((Runnable) args[0]),
                        "runOnContext", args -> soon(() -> handle(args[0], null)),
                        "reportException", args -> thrown((Throwable) args[0])));
    }

    private VertxInternal vertx(EventBus bus) {
        return StandIn.of(
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
        return StandIn.of(Timer.class, due.future(), Map.of());
    }

    private long timer(long millis, Runnable work) {
        long timer = ++lastTimer;
        timers.add(timer);
        in(millis, () -> {
            if (timers.remove(timer)) {
                work.run();
            }
        });
        return timer;
    }

    private Object soon(Runnable work) {
        in(0, work);
        return this;
    }

    private Object thrown(Throwable failure) {
        time.complain("thrown on the loop of " + name + ": " + failure);
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
