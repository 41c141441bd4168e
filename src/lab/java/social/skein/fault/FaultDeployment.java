package social.skein.fault;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import social.skein.app.Blocking;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.embedded.ServerKind;
import social.skein.embedded.Standby;
import social.skein.sql.PostgresUri;
import social.skein.support.FaultProxy;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Jdbc;

/**
 * A realistic deployment on one machine: two frontends and a worker, each a process of the packaged jar, with a
 * separate PostgreSQL, Redis and Kafka. PostgreSQL and Redis are reached through proxies that can inject faults.
 */
final class FaultDeployment implements AutoCloseable {
    /** The maximum time until a killed instance has been replaced, on a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** The guaranteed maximum time until another process does the work of a frozen one. */
    private static final Duration MAX_TAKEOVER = Duration.ofSeconds(15);

    /** Followers are added in this number of batches; the ids of a batch are of one shard. */
    private static final int FOLLOWER_BATCHES = 50;

    private static final String FRONTEND_ROLES = "api,stream,relay,jobs";
    private static final String WORKER_ROLES = "fanout,notify,media";

    private final Vertx vertx = Vertx.vertx();
    private final JarRunner runner = new JarRunner();
    private final TmpfsDisk disk = TmpfsDisk.mount(runner.folder().resolve("stores"));
    private final EmbeddedServers stores = EmbeddedServers.open(disk.folder(), ServerKind.all(), Progress.silent());
    private final FaultProxy postgres = FaultProxy.to(stores.addresses().postgresUri());
    private final FaultProxy redis = FaultProxy.to(stores.addresses().redisUri());
    private final FaultProxy workerRedis = FaultProxy.to(stores.addresses().redisUri());
    private final List<JarProcess> frontends = new CopyOnWriteArrayList<>();
    private volatile JarProcess worker;
    private volatile String primaryUri = stores.addresses().postgresUri();
    private Optional<Standby> replica = Optional.empty();
    private int started;
    private int followerBatchNumber;

    private FaultDeployment() throws Exception {
        frontends.add(newFrontend());
        frontends.add(newFrontend());
        worker = newWorker();
        for (JarProcess process : allProcesses()) {
            process.awaitReady();
        }
    }

    static FaultDeployment launch() throws Exception {
        return new FaultDeployment();
    }

    private JarProcess newFrontend() throws IOException {
        return start(settings(FRONTEND_ROLES, redis));
    }

    private JarProcess newWorker() throws IOException {
        return start(settings(WORKER_ROLES, workerRedis));
    }

    private JarProcess start(Map<String, String> settings) throws IOException {
        return NetworkPartition.isAvailable()
                ? runner.startWithGid(NetworkPartition.gid(started++), settings)
                : runner.start(settings);
    }

    private Map<String, String> settings(String roles, FaultProxy redis) {
        return Map.of(
                "SKEIN_ROLES",
                roles,
                "SKEIN_POSTGRES_URI",
                postgres.uri(),
                "SKEIN_REDIS_URI",
                redis.uri(),
                "SKEIN_KAFKA_BOOTSTRAP",
                stores.addresses().kafkaBootstrap(),
                "SKEIN_REGISTRATION",
                "open",
                "SKEIN_RATE_LIMITS_ENABLED",
                "false",
                "JDK_JAVA_OPTIONS",
                "-Xmx320m");
    }

    List<JarProcess> frontends() {
        return frontends;
    }

    /** Returns the current ports of the frontends. */
    List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        frontends.forEach(frontend -> ports.add(portOf(frontend)));
        return ports;
    }

    private static int portOf(JarProcess frontend) {
        try {
            return frontend.httpPort();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private List<JarProcess> allProcesses() {
        List<JarProcess> all = new ArrayList<>(frontends);
        all.add(worker);
        return all;
    }

    JarProcess worker() {
        return worker;
    }

    EmbeddedServers stores() {
        return stores;
    }

    /** Returns the proxy between all processes and PostgreSQL. */
    FaultProxy postgres() {
        return postgres;
    }

    /** Returns the proxy between the frontends and Redis. */
    FaultProxy redis() {
        return redis;
    }

    /** Returns the disk of all stores. */
    TmpfsDisk disk() {
        return disk;
    }

    /** Kills a random frontend as in a power failure, and starts another in its place. */
    void replaceFrontend(Random random) throws Exception {
        killFrontend(random.nextInt(frontends.size()));
        addFrontend();
    }

    void killFrontend(int index) throws Exception {
        frontends.remove(index).killAndVerify();
    }

    /** Starts another frontend; retries once if another process has taken its port meanwhile. */
    void addFrontend() throws Exception {
        JarProcess next = newFrontend();
        if (next.awaitReadyOrExit()) {
            frontends.add(next.awaitReady());
        } else {
            frontends.add(newFrontend().awaitReady());
        }
    }

    /** Kills the worker once it has sent this number of further chunks to Redis, and starts another. */
    void replaceWorkerAfter(int chunks) throws Exception {
        JarProcess old = worker;
        workerRedis.runAfterChunks(chunks, old::killNow);
        if (!JarRunner.waitFor(TIMEOUT, () -> !old.isAlive())) {
            throw new AssertionError("The worker did not send " + chunks + " chunks to Redis. " + old.logTail());
        }
        worker = newWorker();
        worker.awaitReady();
    }

    /** Deletes all data in Redis. */
    void flushRedis() {
        Redis client = Redis.createClient(vertx, stores.addresses().redisUri());
        Blocking.await(client.send(Request.cmd(Command.FLUSHALL)), TIMEOUT, "Flushing Redis");
        client.close();
    }

    /** Inserts an unreadable fact of this actor into the outbox. */
    void enqueueUnreadableFact(String actor) {
        sql(
                "insert into outbox (id, topic, actor_id, payload)"
                        + " values (next_id(shard_of(?::bigint)), 'statuses', ?::bigint, '{\"fact\":\"nonsense.v1\"}')",
                row -> row,
                actor,
                actor);
    }

    /** Deletes all dead letters. */
    void deleteDeadLetters() {
        sql("delete from dead_letter", row -> row);
    }

    /** Adds inactive followers to an account, in batches so that other transactions do not wait long for locks. */
    void addFollowers(String account, int followers) {
        int each = followers / FOLLOWER_BATCHES;
        String name = account + "_" + followerBatchNumber++;
        for (int batch = 0; batch < FOLLOWER_BATCHES; batch++) {
            sql(
                    "with fan as (insert into account (id, username)"
                            + " select next_id(?), 'fan' || ? || '_' || ? || '_' || n from generate_series(1, ?) n"
                            + " returning id)"
                            + " insert into follow (account_id, target_id, id)"
                            + " select id, ?::bigint, next_id(shard_of(id)) from fan",
                    row -> row,
                    batch,
                    name,
                    batch,
                    each,
                    account);
        }
        sql(
                "insert into account_counter (account_id, slot, followers) values (?::bigint, 0, ?)"
                        + " on conflict (account_id, slot) do update"
                        + " set followers = account_counter.followers + excluded.followers",
                row -> row,
                account,
                FOLLOWER_BATCHES * each);
    }

    /** Creates a synchronous replica, which from now on has every acknowledged write. */
    void addReplica() throws Exception {
        PostgresUri uri = PostgresUri.parse(primaryUri);
        Standby standby = Standby.create(
                new Standby.Primary(disk.folder().resolve("postgres"), uri.port(), uri.password()),
                runner.folder().resolve("replica"));
        replica = Optional.of(standby);
        sql("alter system set synchronous_standby_names = '*'", row -> row);
        sql("select pg_reload_conf()", row -> row);
        boolean synchronous = JarRunner.waitFor(
                TIMEOUT,
                () -> !sql("select 1 as one from pg_stat_replication where sync_state = 'sync'", row -> row.get("one"))
                        .isEmpty());
        if (!synchronous) {
            throw new AssertionError("The replica did not become synchronous within " + TIMEOUT);
        }
    }

    /** Kills the primary, promotes its replica, and redirects all connections to it. */
    void failOver() {
        Standby standby = replica.orElseThrow();
        stores.postgres().kill();
        primaryUri = standby.uri();
        sql("select pg_promote()", row -> row);
        postgres.redirectTo(standby.uri());
    }

    /** Advances the ids of every second shard, as if they had been created while the clock was ahead. */
    void advanceIds(Duration ahead) {
        sql(
                "update id_shard"
                        + " set last = greatest(last,"
                        + " ((extract(epoch from now()) * 1000)::bigint - 1420070400000) << 10)"
                        + " + (?::bigint << 10) where shard % 2 = 0",
                row -> row, ahead.toMillis());
    }

    /** Freezes a process for this long, as in a long garbage collection or the migration of a virtual machine. */
    void freeze(long pid, Duration time) throws Exception {
        signal(pid, "STOP");
        try {
            Thread.sleep(time.toMillis());
        } finally {
            signal(pid, "CONT");
        }
    }

    /** Freezes a process for this long, and from the time on that a successor may take, repeats a check. */
    void freezeWhile(long pid, Duration time, FrozenCheck check) throws Exception {
        signal(pid, "STOP");
        try {
            long end = System.nanoTime() + time.toNanos();
            Thread.sleep(Math.min(MAX_TAKEOVER.toMillis(), time.toMillis()));
            while (System.nanoTime() < end) {
                check.run();
                Thread.sleep(1_000);
            }
        } finally {
            signal(pid, "CONT");
        }
    }

    /** A check during a freeze. */
    interface FrozenCheck {
        void run() throws Exception;
    }

    /** Returns the frontend that holds the relay. */
    JarProcess relayLeader() {
        for (JarProcess frontend : frontends) {
            try {
                if (new OpsClient(frontend.opsPort()).sumMetric("skein_relay_leader") == 1) {
                    return frontend;
                }
            } catch (IOException unavailable) {
                // It does not lead now.
            }
        }
        throw new AssertionError("No frontend holds the relay");
    }

    /** Checks that facts leave the outbox, although a process that moved them is frozen. */
    void assertFactsMove() {
        String stuck = sql(
                        "select count(*) as facts from outbox where created_at < now() - interval '20 s'",
                        row -> row.get("facts"))
                .get(0);
        if (!stuck.equals("0")) {
            throw new AssertionError(stuck + " facts have not been moved for 20 s");
        }
    }

    /** Checks that every frontend reports within 100 ms that it may get traffic. */
    void assertServing() throws Exception {
        for (JarProcess frontend : frontends) {
            OpsClient ops = new OpsClient(frontend.opsPort());
            if (!ops.mayGetTraffic()) {
                throw new AssertionError("A frontend left the load balancer, or /readyz took 100 ms");
            }
        }
    }

    private static void signal(long pid, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** Waits until every fact has been handled and the metrics show it. */
    void settle(Duration timeout) throws Exception {
        if (!JarRunner.waitFor(timeout, this::isSettled)) {
            StringBuilder message = new StringBuilder("Facts were not handled within " + timeout);
            for (JarProcess process : allProcesses()) {
                message.append("\n--- ").append(process).append('\n').append(process.logTail());
            }
            throw new AssertionError(message.toString());
        }
    }

    /** Returns the number of cluster members that a process sees, including itself. */
    static int clusterMembersSeenBy(JarProcess process) {
        try {
            return (int) new OpsClient(process.opsPort()).sumMetric("skein_cluster_members");
        } catch (IOException unavailable) {
            return 0;
        }
    }

    private boolean isSettled() {
        try {
            OpsClient ops = new OpsClient(frontends.get(0).opsPort());
            return ops.isReady()
                    && allProcesses().stream()
                            .allMatch(process -> clusterMembersSeenBy(process)
                                    >= allProcesses().size())
                    && ops.sumMetric("skein_outbox_depth") == 0
                    && ops.sumMetric("skein_consumer_lag") == 0;
        } catch (IOException unavailable) {
            return false;
        }
    }

    /** Executes a statement in PostgreSQL directly, without Skein and the proxy. */
    <T> List<T> sql(String sql, Function<Row, T> mapper, Object... arguments) {
        try (Connection connection = Jdbc.connect(PostgresUri.parse(primaryUri));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<T> results = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        results.add(mapper.apply(column -> rows.getString(column)));
                    }
                }
            }
            return results;
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }

    /** A row of a result, with access by column name. */
    interface Row {
        String read(String column) throws SQLException;

        default String get(String column) {
            try {
                return read(column);
            } catch (SQLException refused) {
                throw new AssertionError(column, refused);
            }
        }
    }

    @Override
    public void close() throws Exception {
        runner.stopAll();
        postgres.close();
        redis.close();
        workerRedis.close();
        replica.ifPresent(Standby::close);
        stores.close();
        disk.close();
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
        runner.close();
    }
}
