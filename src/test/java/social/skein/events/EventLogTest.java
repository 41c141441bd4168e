package social.skein.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import social.skein.app.Waiting;
import social.skein.cluster.Hints;
import social.skein.kafka.Brokers;
import social.skein.kafka.KafkaClients;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.sql.Leadership;
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.Rung;

/** What roles may rely on, whichever the log is. */
class EventLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Vertx vertx;
    private Deployment deployment;
    private Person alice;
    private Person bob;

    /** The two there are. */
    enum Kind {
        OUTBOX,
        KAFKA
    }

    /** A role that writes down what it is told, and does with it what a test wants. */
    private record Scribe(String role, Queue<String> heard, Function<Fact, Future<Void>> then) implements FactHandler {
        Scribe(String role) {
            this(role, new ConcurrentLinkedQueue<>(), fact -> Future.succeededFuture());
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(Topic.STATUSES);
        }

        @Override
        public Future<Void> handle(Fact fact) {
            return then.apply(fact).onSuccess(done -> heard.add(id(fact)));
        }
    }

    /** A process's share of the log: workers, and the relay behind them. */
    private final class Process extends VerticleBase {
        private final EventLog log;
        private final List<FactHandler> handlers;
        private final Deque<Worker> workers = new ArrayDeque<>();
        private Optional<Relay> relay = Optional.empty();

        private Process(EventLog log, FactHandler... handlers) {
            this.log = log;
            this.handlers = List.of(handlers);
        }

        @Override
        public Future<?> start() {
            Future<Void> ready = log.open();
            for (FactHandler handler : handlers) {
                ready = ready.compose(before -> {
                    Worker worker = log.worker(handler);
                    workers.push(worker);
                    return worker.start();
                });
            }
            return ready.compose(all ->
                            log.relay(new Leadership(vertx, deployment.stores().postgres(), 4712)))
                    .onSuccess(made -> relay = Optional.of(made))
                    .compose(Relay::start);
        }

        @Override
        public Future<?> stop() {
            Future<Void> stopped = relay.orElseThrow().stop();
            for (Worker worker : workers) {
                stopped = stopped.transform(before -> worker.stop());
            }
            return stopped.transform(before -> log.close());
        }
    }

    @BeforeEach
    void start() {
        deployment = Deployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api"));
        // A Vert.x that is made before the classes are loaded that say what contexts carry has no room for it.
        vertx = Vertx.vertx();
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
    }

    @AfterEach
    void stop() {
        Waiting.on(vertx.close(), PATIENCE, "Closing");
        deployment.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_role_is_told_every_fact_an_actors_in_their_order(Kind kind) {
        Scribe one = new Scribe("one");
        Scribe other = new Scribe("other");
        List<String> before = List.of(post(alice), post(alice));
        EventLog log = log(kind);
        run(new Process(log, one, other));
        List<String> after = List.of(post(alice), post(alice), post(alice));

        settled(log, one, other);

        assertThat(one.heard).containsExactly(before.get(0), before.get(1), after.get(0), after.get(1), after.get(2));
        assertThat(other.heard).containsExactlyElementsOf(one.heard);
    }

    @ParameterizedTest
    @EnumSource
    void what_a_role_cannot_handle_is_put_away_and_told_again_to_that_role_alone(Kind kind) {
        Promise<Void> mended = Promise.promise();
        Scribe other = new Scribe("other");
        String poison = post(alice);
        String next = post(alice);
        Scribe one = new Scribe(
                "one",
                new ConcurrentLinkedQueue<>(),
                fact -> id(fact).equals(poison) && !mended.future().isComplete()
                        ? Future.failedFuture(new IllegalStateException("not this one"))
                        : Future.succeededFuture());
        EventLog log = log(kind);
        run(new Process(log, one, other));
        settled(log, one, other);
        assertThat(one.heard).containsExactly(next);
        assertThat(deployment.deadLetters()).hasSize(1);

        mended.complete();
        replay(deployment.deadLetters().get(0).id());
        settled(log, one, other);

        assertThat(one.heard).containsExactly(next, poison);
        assertThat(other.heard).containsExactly(poison, next);
    }

    @ParameterizedTest
    @EnumSource
    void a_store_that_is_away_holds_up_nobody_else_and_loses_nothing(Kind kind) {
        Promise<Void> back = Promise.promise();
        String waits = post(alice);
        Scribe one = new Scribe(
                "one",
                new ConcurrentLinkedQueue<>(),
                fact -> id(fact).equals(waits) && !back.future().isComplete()
                        ? Future.failedFuture(new Problem.Unavailable("away"))
                        : Future.succeededFuture());
        Scribe other = new Scribe("other");
        EventLog log = log(kind);
        run(new Process(log, one, other));
        String behind = post(alice);
        String bobs = post(bob);
        Deployment.eventually("bob's was told", () -> one.heard.contains(bobs) && other.heard.size() == 3);
        assertThat(one.heard).containsExactly(bobs);

        back.complete();
        settled(log, one, other);

        assertThat(one.heard).containsExactly(bobs, waits, behind);
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_fact_that_was_under_way_when_the_process_ended_is_told_again(Kind kind) {
        Scribe stuck = new Scribe(
                "one",
                new ConcurrentLinkedQueue<>(),
                fact -> Promise.<Void>promise().future());
        Scribe one = new Scribe("one");
        String first = post(alice);
        String ended = run(new Process(log(kind), stuck));
        String second = post(alice);
        Waiting.on(vertx.undeploy(ended), PATIENCE, "Stopping the process");

        EventLog log = log(kind);
        run(new Process(log, one));
        settled(log, one);

        assertThat(one.heard).containsExactly(first, second);
    }

    @ParameterizedTest
    @EnumSource
    void a_fact_that_was_tried_in_vain_when_the_process_ended_is_no_dead_letter(Kind kind) {
        Promise<Void> tried = Promise.promise();
        Scribe vain = new Scribe("one", new ConcurrentLinkedQueue<>(), fact -> {
            tried.tryComplete();
            return Future.failedFuture(new Problem.Unavailable("away"));
        });
        String post = post(alice);
        String ended = run(new Process(log(kind), vain));
        Waiting.on(tried.future(), PATIENCE, "Trying");
        Waiting.on(vertx.undeploy(ended), PATIENCE, "Stopping the process");

        Scribe one = new Scribe("one");
        EventLog log = log(kind);
        run(new Process(log, one));
        settled(log, one);

        assertThat(deployment.deadLetters()).isEmpty();
        assertThat(one.heard).containsExactly(post);
    }

    @ParameterizedTest
    @EnumSource
    void what_waits_grows_older_until_it_is_handled(Kind kind) {
        Promise<Void> mended = Promise.promise();
        Scribe slow = new Scribe("one", new ConcurrentLinkedQueue<>(), fact -> mended.future());
        EventLog log = log(kind);
        String before = run(new Process(log, new Scribe("one")));
        post(alice);
        settled(log, slow);
        assertThat(backlog(log, slow).age()).isZero();
        Waiting.on(vertx.undeploy(before), PATIENCE, "Stopping the process");

        EventLog later = log(kind);
        run(new Process(later, slow));
        post(alice);
        post(alice);
        Deployment.eventually(
                "the first has waited for a second", () -> backlog(later, slow).age() > 1);
        assertThat(backlog(later, slow).depth()).isEqualTo(2);
        mended.complete();
        settled(later, slow);
        assertThat(backlog(later, slow).age()).isZero();
    }

    private EventLog log(Kind kind) {
        Db db = new Db(PgBuilder.pool()
                .connectingTo(deployment.stores().postgres().connectOptions())
                .using(vertx)
                .build());
        Outbox outbox = new Outbox(db, new Hints(vertx));
        DeadLetters letters = new DeadLetters(db);
        if (kind == Kind.OUTBOX) {
            return new OutboxLog(vertx, outbox, letters, new SimpleMeterRegistry());
        }
        Rung.needsKafka();
        return new KafkaLog(
                vertx,
                new KafkaClients(vertx, Brokers.parse(deployment.stores().kafka())),
                new KafkaLog.Shape(deployment.stores().prefix(), 2, 1),
                outbox,
                letters,
                new SimpleMeterRegistry());
    }

    private String run(Process process) {
        return Waiting.on(vertx.deployVerticle(process), PATIENCE, "Starting a process");
    }

    private void settled(EventLog log, Scribe... scribes) {
        Deployment.eventually(
                "the outbox is empty",
                () -> deployment.sql("select id::text from outbox").isEmpty());
        for (Scribe scribe : scribes) {
            Deployment.eventually(
                    "nothing waits for " + scribe.role,
                    () -> backlog(log, scribe).depth() == 0);
        }
    }

    private static Backlog backlog(EventLog log, FactHandler role) {
        return Waiting.on(log.backlog(role), PATIENCE, "Asking what waits");
    }

    private void replay(long letter) {
        Waiting.on(deployment.instance(0).wiring().deadLetters().replay(letter), PATIENCE, "Replaying a letter");
    }

    private static String post(Person who) {
        return who.posts("Something happens").getString("id");
    }

    private static String id(Fact fact) {
        return ((Fact.StatusPosted) fact).id().toString();
    }
}
