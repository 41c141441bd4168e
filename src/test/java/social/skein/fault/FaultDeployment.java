package social.skein.fault;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
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

/**
 * A deployment as an operator would run it, on one machine: two instances that clients reach and a worker, each a process of
 * the packaged jar, on a PostgreSQL, a Redis and a Kafka of their own. The instances reach PostgreSQL, and all of them Redis, by
 * wires on which things can go wrong.
 */
final class FaultDeployment implements AutoCloseable {
    /** An instance is back within this after it was killed, however busy the machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Whoever is to be followed by many is so by this many crowds, each with ids of one shard. */
    private static final int FOLLOWER_BATCHES = 50;

    private static final String FRONTEND_ROLES = "api,stream,relay,jobs";
    private static final String WORKER_ROLES = "fanout,notify";

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

    /** Where clients are answered now, though perhaps not for long. */
    List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        frontends.forEach(face -> ports.add(portOf(face)));
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

    /** The way of those whom clients reach to PostgreSQL, and the worker's. */
    FaultProxy postgres() {
        return postgres;
    }

    /** The way of those whom clients reach to Redis. */
    FaultProxy redis() {
        return redis;
    }

    /** The disk of all stores. */
    TmpfsDisk disk() {
        return disk;
    }

    /** Kills one of those whom clients reach, as a power cut would, and starts another in its place. */
    void replaceFrontend(Random random) throws Exception {
        killFrontend(random.nextInt(frontends.size()));
        addFrontend();
    }

    void killFrontend(int index) throws Exception {
        frontends.remove(index).killAndVerify();
    }

    /** Another instance, with another try where somebody took the port that was free a moment ago. */
    void addFrontend() throws Exception {
        JarProcess next = newFrontend();
        if (next.awaitReadyOrExit()) {
            frontends.add(next.awaitReady());
        } else {
            frontends.add(newFrontend().awaitReady());
        }
    }

    /** Kills the worker once it has sent Redis so many pieces more, and starts another. */
    void replaceWorkerAfter(int chunks) throws Exception {
        JarProcess old = worker;
        workerRedis.runAfterChunks(chunks, old::killNow);
        if (!JarRunner.waitFor(TIMEOUT, () -> !old.isAlive())) {
            throw new AssertionError("The worker has not sent Redis " + chunks + " pieces. " + old.logTail());
        }
        worker = newWorker();
        worker.awaitReady();
    }

    /** Redis forgets everything, for everybody. */
    void flushRedis() {
        Redis client = Redis.createClient(vertx, stores.addresses().redisUri());
        Blocking.await(client.send(Request.cmd(Command.FLUSHALL)), TIMEOUT, "Flushing Redis");
        client.close();
    }

    /** A fact that nobody can read waits in the outbox, as one of this actor's. */
    void enqueueUnreadableFact(String actor) {
        sql(
                "insert into outbox (id, topic, actor_id, payload)"
                        + " values (next_id(shard_of(?::bigint)), 'statuses', ?::bigint, '{\"fact\":\"nonsense.v1\"}')",
                row -> row,
                actor,
                actor);
    }

    /** Nobody will look at the dead letters that there are. */
    void deleteDeadLetters() {
        sql("delete from dead_letter", row -> row);
    }

    /** So many people more follow somebody, none of whom is there to read; some at a time, so that nobody waits for a lock. */
    void addFollowers(String account, int followers) {
        int each = followers / FOLLOWER_BATCHES;
        String name = account + "_" + followerBatchNumber++;
        for (int crowd = 0; crowd < FOLLOWER_BATCHES; crowd++) {
            sql(
                    "with fan as (insert into account (id, username)"
                            + " select next_id(?), 'fan' || ? || '_' || ? || '_' || n from generate_series(1, ?) n"
                            + " returning id)"
                            + " insert into follow (account_id, target_id, id)"
                            + " select id, ?::bigint, next_id(shard_of(id)) from fan",
                    row -> row,
                    crowd,
                    name,
                    crowd,
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

    /** Makes a replica that has all that is acknowledged, from now on. */
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
            throw new AssertionError("The replica never became synchronous");
        }
    }

    /** The primary is gone, and all are led to what was its replica. */
    void failOver() {
        Standby heir = replica.orElseThrow();
        stores.postgres().kill();
        primaryUri = heir.uri();
        sql("select pg_promote()", row -> row);
        postgres.redirectTo(heir.uri());
    }

    /** Some ids were drawn while the clock was ahead. */
    void advanceIds(Duration ahead) {
        sql(
                "update id_shard set last = greatest(last, ((extract(epoch from now()) * 1000)::bigint - 1420070400000) << 10)"
                        + " + (?::bigint << 10) where shard % 2 = 0",
                row -> row, ahead.toMillis());
    }

    /** Freezes a process and lets it go on after so long: a long collection, or a machine that was moved. */
    void freeze(long pid, Duration time) throws Exception {
        signal(pid, "STOP");
        try {
            Thread.sleep(time.toMillis());
        } finally {
            signal(pid, "CONT");
        }
    }

    private static void signal(long pid, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** Waits until every fact has been handled and every role has said so. */
    void settle(Duration timeout) throws Exception {
        if (!JarRunner.waitFor(timeout, this::isSettled)) {
            StringBuilder words = new StringBuilder("Facts were not handled within " + timeout);
            for (JarProcess process : allProcesses()) {
                words.append("\n--- ").append(process).append('\n').append(process.logTail());
            }
            throw new AssertionError(words.toString());
        }
    }

    /** Of how many processes this one hears, itself among them. */
    static int clusterMembersSeenBy(JarProcess process) {
        try {
            return (int) new OpsClient(process.opsPort()).sumMetric("skein_cluster_members");
        } catch (IOException notNow) {
            return 0;
        }
    }

    private boolean isSettled() {
        try {
            OpsClient operators = new OpsClient(frontends.get(0).opsPort());
            return operators.isReady()
                    && allProcesses().stream()
                            .allMatch(process -> clusterMembersSeenBy(process)
                                    >= allProcesses().size())
                    && operators.sumMetric("skein_outbox_depth") == 0
                    && operators.sumMetric("skein_consumer_lag") == 0;
        } catch (IOException notNow) {
            return false;
        }
    }

    /** What PostgreSQL itself says, past Skein and the wire. */
    <T> List<T> sql(String sql, Function<Row, T> mapper, Object... arguments) {
        PostgresUri uri = PostgresUri.parse(primaryUri);
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        try (Connection connection = DriverManager.getConnection(jdbc, uri.user(), uri.password());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<T> found = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(mapper.apply(column -> rows.getString(column)));
                    }
                }
            }
            return found;
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }

    /** A row of an answer, by the names of its columns. */
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
