package social.skein.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
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
import social.skein.app.Blocking;
import social.skein.app.EventLogFeature;
import social.skein.cluster.HintBus;
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaUri;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.sql.LeaderLease;
import social.skein.sql.LeaderLease.LeaderName;
import social.skein.sql.Pools;
import social.skein.sql.PostgresUri;
import social.skein.support.AvailableStores;
import social.skein.support.FaultProxy;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests the guarantees that both event logs give to roles. */
class EventLogTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Vertx vertx;
    private TestDeployment deployment;
    private Person alice;
    private Person bob;

    /** The implementations of {@link EventLog}. */
    enum LogKind {
        OUTBOX,
        KAFKA
    }

    /** A role that records the facts it has handled, with an effect that the test chooses. */
    private record RecordingHandler(String role, Queue<String> handled, Function<Fact, Future<Void>> effect)
            implements FactHandler {
        RecordingHandler(String role) {
            this(role, new ConcurrentLinkedQueue<>(), fact -> Future.succeededFuture());
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(Topic.STATUSES);
        }

        @Override
        public Future<Void> handle(Fact fact) {
            return effect.apply(fact).onSuccess(done -> handled.add(id(fact)));
        }
    }

    /** The event log of one process: its workers and its relay. */
    private final class LogVerticle extends VerticleBase {
        private final String name;
        private final Db db;
        private final EventLog log;
        private final List<FactHandler> handlers;
        private final Deque<Worker> workers = new ArrayDeque<>();
        private Optional<OutboxRelay> relay = Optional.empty();

        private LogVerticle(EventLog log, FactHandler... handlers) {
            this("a process", db(deployment.stores().postgres()), log, handlers);
        }

        private LogVerticle(String name, Db db, EventLog log, FactHandler... handlers) {
            this.name = name;
            this.db = db;
            this.log = log;
            this.handlers = List.of(handlers);
        }

        @Override
        public Future<?> start() {
            Future<Void> ready = log.open();
            for (FactHandler handler : handlers) {
                ready = ready.compose(previous -> {
                    Worker worker = log.worker(handler);
                    workers.push(worker);
                    return worker.start();
                });
            }
            return ready.compose(started ->
                            log.relay(new LeaderLease(vertx, db, System::nanoTime, new LeaderName(Outbox.RELAY, name))))
                    .onSuccess(created -> relay = Optional.of(created))
                    .compose(OutboxRelay::start);
        }

        @Override
        public Future<?> stop() {
            Future<Void> stopped = relay.orElseThrow().stop();
            for (Worker worker : workers) {
                stopped = stopped.transform(previous -> worker.stop());
            }
            return stopped.transform(previous -> log.close());
        }
    }

    @BeforeEach
    void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api"));
        // After the deployment, which registers the context locals: an earlier Vert.x instance has no slots for them.
        vertx = Vertx.vertx();
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
    }

    @AfterEach
    void stop() {
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
        deployment.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_role_receives_every_fact_and_the_facts_of_an_actor_in_order(LogKind kind) {
        RecordingHandler one = new RecordingHandler("one");
        RecordingHandler other = new RecordingHandler("other");
        List<String> before = List.of(post(alice), post(alice));
        EventLog log = log(kind);
        run(new LogVerticle(log, one, other));
        List<String> after = List.of(post(alice), post(alice), post(alice));

        awaitHandled(log, one, other);

        assertThat(one.handled).containsExactly(before.get(0), before.get(1), after.get(0), after.get(1), after.get(2));
        assertThat(other.handled).containsExactlyElementsOf(one.handled);
    }

    @ParameterizedTest
    @EnumSource
    void a_fact_that_a_role_cannot_handle_becomes_a_dead_letter_and_is_replayed_to_that_role_only(LogKind kind) {
        Promise<Void> repaired = Promise.promise();
        RecordingHandler other = new RecordingHandler("other");
        String poison = post(alice);
        String next = post(alice);
        RecordingHandler one = new RecordingHandler(
                "one",
                new ConcurrentLinkedQueue<>(),
                fact -> id(fact).equals(poison) && !repaired.future().isComplete()
                        ? Future.failedFuture(new IllegalStateException("not this one"))
                        : Future.succeededFuture());
        EventLog log = log(kind);
        run(new LogVerticle(log, one, other));
        awaitHandled(log, one, other);
        assertThat(one.handled).containsExactly(next);
        assertThat(deployment.deadLetters()).hasSize(1);

        repaired.complete();
        replay(deployment.deadLetters().get(0).id());
        awaitHandled(log, one, other);

        assertThat(one.handled).containsExactly(next, poison);
        assertThat(other.handled).containsExactly(poison, next);
    }

    @ParameterizedTest
    @EnumSource
    void an_unavailable_store_delays_only_one_actor_and_loses_no_fact(LogKind kind) {
        Promise<Void> available = Promise.promise();
        String blocked = post(alice);
        RecordingHandler one = new RecordingHandler(
                "one",
                new ConcurrentLinkedQueue<>(),
                fact -> id(fact).equals(blocked) && !available.future().isComplete()
                        ? Future.failedFuture(new Problem.Unavailable("down"))
                        : Future.succeededFuture());
        RecordingHandler other = new RecordingHandler("other");
        EventLog log = log(kind);
        run(new LogVerticle(log, one, other));
        String nextPost = post(alice);
        String bobsPost = post(bob);
        TestDeployment.eventually(
                "bob's fact was handled", () -> one.handled.contains(bobsPost) && other.handled.size() == 3);
        assertThat(one.handled).containsExactly(bobsPost);

        available.complete();
        awaitHandled(log, one, other);

        assertThat(one.handled).containsExactly(bobsPost, blocked, nextPost);
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_fact_being_handled_when_the_process_ends_is_redelivered(LogKind kind) {
        RecordingHandler stuck = new RecordingHandler(
                "one",
                new ConcurrentLinkedQueue<>(),
                fact -> Promise.<Void>promise().future());
        RecordingHandler one = new RecordingHandler("one");
        String first = post(alice);
        String ended = run(new LogVerticle(log(kind), stuck));
        String second = post(alice);
        Blocking.await(vertx.undeploy(ended), TIMEOUT, "Stopping the process");

        EventLog log = log(kind);
        run(new LogVerticle(log, one));
        awaitHandled(log, one);

        assertThat(one.handled).containsExactly(first, second);
    }

    @ParameterizedTest
    @EnumSource
    void a_fact_being_retried_when_the_process_ends_does_not_become_a_dead_letter(LogKind kind) {
        Promise<Void> tried = Promise.promise();
        RecordingHandler failing = new RecordingHandler("one", new ConcurrentLinkedQueue<>(), fact -> {
            tried.tryComplete();
            return Future.failedFuture(new Problem.Unavailable("down"));
        });
        String post = post(alice);
        String ended = run(new LogVerticle(log(kind), failing));
        Blocking.await(tried.future(), TIMEOUT, "Trying");
        Blocking.await(vertx.undeploy(ended), TIMEOUT, "Stopping the process");

        RecordingHandler one = new RecordingHandler("one");
        EventLog log = log(kind);
        run(new LogVerticle(log, one));
        awaitHandled(log, one);

        assertThat(deployment.deadLetters()).isEmpty();
        assertThat(one.handled).containsExactly(post);
    }

    @ParameterizedTest
    @EnumSource
    void a_leader_that_cannot_reach_the_database_is_replaced_and_moves_no_fact_when_it_can_again(LogKind kind) {
        try (FaultProxy proxy = FaultProxy.to(deployment.stores().postgresUri())) {
            Db frozen = db(PostgresUri.parse(proxy.uri()));
            RecordingHandler formerly = new RecordingHandler("one");
            RecordingHandler now = new RecordingHandler("one");
            run(new LogVerticle("former", frozen, log(kind, frozen), formerly));
            String before = post(alice);
            TestDeployment.eventually(
                    "the leader has moved a fact",
                    () -> formerly.handled.contains(before)
                            && deployment.sql("select id::text from outbox").isEmpty());
            Db healthy = db(deployment.stores().postgres());
            EventLog log = log(kind, healthy);
            run(
                    kind == LogKind.KAFKA
                            ? new LogVerticle("successor", healthy, log)
                            : new LogVerticle("successor", healthy, log, now));

            proxy.stall();
            long stalledAt = System.nanoTime();
            List<String> during = List.of(post(alice), post(alice), post(alice));
            Queue<String> handled = kind == LogKind.KAFKA ? formerly.handled : now.handled;
            TestDeployment.eventually("the successor moves the facts", () -> handled.containsAll(during));
            assertThat(Duration.ofNanos(System.nanoTime() - stalledAt)).isLessThan(Duration.ofSeconds(15));
            assertThat(deployment.sql("select holder from leader_lease where expires_at > now()"))
                    .containsExactly("successor");
            proxy.unstall();
            List<String> after = List.of(post(alice), post(alice));
            awaitHandled(log, now);

            assertThat(deployment.sql("select holder from leader_lease")).containsExactly("successor");
            assertThat(handled).endsWith(during.get(0), during.get(1), during.get(2), after.get(0), after.get(1));
            assertThat(handled).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_backlog_ages_until_it_is_handled(LogKind kind) {
        Promise<Void> repaired = Promise.promise();
        RecordingHandler slow = new RecordingHandler("one", new ConcurrentLinkedQueue<>(), fact -> repaired.future());
        EventLog log = log(kind);
        String before = run(new LogVerticle(log, new RecordingHandler("one")));
        post(alice);
        awaitHandled(log, slow);
        assertThat(backlog(log, slow).ageSeconds()).isZero();
        Blocking.await(vertx.undeploy(before), TIMEOUT, "Stopping the process");

        EventLog later = log(kind);
        run(new LogVerticle(later, slow));
        post(alice);
        post(alice);
        TestDeployment.eventually(
                "the oldest fact is a second old", () -> backlog(later, slow).ageSeconds() > 1);
        assertThat(backlog(later, slow).depth()).isEqualTo(2);
        repaired.complete();
        awaitHandled(later, slow);
        assertThat(backlog(later, slow).ageSeconds()).isZero();
    }

    private Db db(PostgresUri uri) {
        return new Db(Pools.open(vertx, uri, 4, "test"));
    }

    private EventLog log(LogKind kind) {
        return log(kind, db(deployment.stores().postgres()));
    }

    private EventLog log(LogKind kind, Db db) {
        Outbox outbox = new Outbox(db, new HintBus(vertx));
        DeadLetters deadLetters = new DeadLetters(db);
        if (kind == LogKind.OUTBOX) {
            return new OutboxEventLog(vertx, outbox, deadLetters, new SimpleMeterRegistry());
        }
        AvailableStores.assumeKafka();
        return new KafkaEventLog(
                vertx,
                new KafkaClients(vertx, KafkaUri.parse(deployment.stores().kafkaBootstrap())),
                new KafkaEventLog.TopicLayout(deployment.stores().topicPrefix(), 2, 1),
                outbox,
                deadLetters,
                new SimpleMeterRegistry());
    }

    private String run(LogVerticle process) {
        return Blocking.await(vertx.deployVerticle(process), TIMEOUT, "Starting a process");
    }

    private void awaitHandled(EventLog log, RecordingHandler... handlers) {
        TestDeployment.eventually(
                "the outbox is empty",
                () -> deployment.sql("select id::text from outbox").isEmpty());
        for (RecordingHandler handler : handlers) {
            TestDeployment.eventually(
                    "the backlog of " + handler.role + " is empty",
                    () -> backlog(log, handler).depth() == 0);
        }
    }

    private static Backlog backlog(EventLog log, FactHandler role) {
        return Blocking.await(log.backlog(role), TIMEOUT, "Reading the backlog");
    }

    private void replay(long deadLetter) {
        Blocking.await(
                deployment
                        .instance(0)
                        .feature(EventLogFeature.class)
                        .deadLetters()
                        .replay(deadLetter),
                TIMEOUT,
                "Replaying a dead letter");
    }

    private static String post(Person author) {
        return author.posts("Something happens").getString("id");
    }

    private static String id(Fact fact) {
        return ((Fact.StatusPosted) fact).id().toString();
    }
}
