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
import social.skein.app.Waiting;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.embedded.Server;
import social.skein.embedded.Standby;
import social.skein.sql.PostgresUri;
import social.skein.support.JarProcess;
import social.skein.support.Machine;
import social.skein.support.Wire;

/**
 * A deployment as an operator would run it, on one machine: two instances that clients reach and a worker, each a process of
 * the packaged jar, on a PostgreSQL, a Redis and a Kafka of their own. The instances reach PostgreSQL, and all of them Redis, by
 * wires on which things can go wrong.
 */
final class Site implements AutoCloseable {
    /** An instance is back within this after it was killed, however busy the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Whoever is to be followed by many is so by this many crowds, each with ids of one shard. */
    private static final int CROWDS = 50;

    private static final String FACES = "api,stream,relay,jobs";
    private static final String WORKER = "fanout,notify";

    private final Vertx vertx = Vertx.vertx();
    private final Machine machine = new Machine();
    private final SmallDisk disk = SmallDisk.at(machine.folder().resolve("stores"));
    private final EmbeddedServers stores = EmbeddedServers.open(disk.folder(), Server.all(), Progress.silent());
    private final Wire postgres = Wire.to(stores.addresses().postgresUri());
    private final Wire redis = Wire.to(stores.addresses().redisUri());
    private final Wire redisOfWorker = Wire.to(stores.addresses().redisUri());
    private final List<JarProcess> faces = new CopyOnWriteArrayList<>();
    private volatile JarProcess worker;
    private volatile String truth = stores.addresses().postgresUri();
    private Optional<Standby> replica = Optional.empty();
    private int started;
    private int fames;

    private Site() throws Exception {
        faces.add(face());
        faces.add(face());
        worker = newWorker();
        for (JarProcess process : all()) {
            process.serves();
        }
    }

    static Site open() throws Exception {
        return new Site();
    }

    private JarProcess face() throws IOException {
        return start(settings(FACES, redis));
    }

    private JarProcess newWorker() throws IOException {
        return start(settings(WORKER, redisOfWorker));
    }

    private JarProcess start(Map<String, String> settings) throws IOException {
        return OwnNetwork.isThere()
                ? machine.startInGroup(OwnNetwork.group(started++), settings)
                : machine.start(settings);
    }

    private Map<String, String> settings(String roles, Wire redis) {
        return Map.of(
                "SKEIN_ROLES",
                roles,
                "SKEIN_POSTGRES_URI",
                postgres.address(),
                "SKEIN_REDIS_URI",
                redis.address(),
                "SKEIN_KAFKA_BOOTSTRAP",
                stores.addresses().kafkaBootstrap(),
                "SKEIN_REGISTRATION",
                "open",
                "SKEIN_LIMITS_ENABLED",
                "false",
                "JDK_JAVA_OPTIONS",
                "-Xmx320m");
    }

    List<JarProcess> faces() {
        return faces;
    }

    /** Where clients are answered now, though perhaps not for long. */
    List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        faces.forEach(face -> ports.add(portOf(face)));
        return ports;
    }

    private static int portOf(JarProcess face) {
        try {
            return face.httpPort();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private List<JarProcess> all() {
        List<JarProcess> all = new ArrayList<>(faces);
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
    Wire postgres() {
        return postgres;
    }

    /** The way of those whom clients reach to Redis. */
    Wire redis() {
        return redis;
    }

    /** The disk of all stores. */
    SmallDisk disk() {
        return disk;
    }

    /** Kills one of those whom clients reach, as a power cut would, and starts another in its place. */
    void replaceFace(Random random) throws Exception {
        killFace(random.nextInt(faces.size()));
        addFace();
    }

    void killFace(int which) throws Exception {
        faces.remove(which).isKilled();
    }

    /** Another instance, with another try where somebody took the port that was free a moment ago. */
    void addFace() throws Exception {
        JarProcess next = face();
        if (next.isUp()) {
            faces.add(next.serves());
        } else {
            faces.add(face().serves());
        }
    }

    /** Kills the worker once it has sent Redis so many pieces more, and starts another. */
    void replaceWorkerAfter(int pieces) throws Exception {
        JarProcess old = worker;
        redisOfWorker.after(pieces, old::shoot);
        if (!Machine.holds(PATIENCE, () -> !old.isAlive())) {
            throw new AssertionError("The worker has not sent Redis " + pieces + " pieces. " + old.lastWords());
        }
        worker = newWorker();
        worker.serves();
    }

    /** Redis forgets everything, for everybody. */
    void flushRedis() {
        Redis client = Redis.createClient(vertx, stores.addresses().redisUri());
        Waiting.on(client.send(Request.cmd(Command.FLUSHALL)), PATIENCE, "Flushing Redis");
        client.close();
    }

    /** A fact that nobody can read waits in the outbox, as one of this actor's. */
    void tellNonsense(String actor) {
        sql(
                "insert into outbox (id, topic, actor_id, payload)"
                        + " values (next_id(shard_of(?::bigint)), 'statuses', ?::bigint, '{\"fact\":\"nonsense.v1\"}')",
                row -> row,
                actor,
                actor);
    }

    /** Nobody will look at the dead letters that there are. */
    void putAwayLetters() {
        sql("delete from dead_letter", row -> row);
    }

    /** So many people more follow somebody, none of whom is there to read; some at a time, so that nobody waits for a lock. */
    void makeFamous(String account, int followers) {
        int each = followers / CROWDS;
        String name = account + "_" + fames++;
        for (int crowd = 0; crowd < CROWDS; crowd++) {
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
                CROWDS * each);
    }

    /** Makes a replica that has all that is acknowledged, from now on. */
    void addReplica() throws Exception {
        PostgresUri uri = PostgresUri.parse(truth);
        Standby standby = Standby.of(
                new Standby.Primary(disk.folder().resolve("postgres"), uri.port(), uri.password()),
                machine.folder().resolve("replica"));
        replica = Optional.of(standby);
        sql("alter system set synchronous_standby_names = '*'", row -> row);
        sql("select pg_reload_conf()", row -> row);
        boolean synchronous = Machine.holds(
                PATIENCE,
                () -> !sql("select 1 as one from pg_stat_replication where sync_state = 'sync'", row -> row.get("one"))
                        .isEmpty());
        if (!synchronous) {
            throw new AssertionError("The replica never became synchronous");
        }
    }

    /** The primary is gone, and all are led to what was its replica. */
    void losePrimary() {
        Standby heir = replica.orElseThrow();
        stores.postgres().kill();
        truth = heir.uri();
        sql("select pg_promote()", row -> row);
        postgres.leadTo(heir.uri());
    }

    /** Some ids were drawn while the clock was ahead. */
    void idsAreAhead(Duration ahead) {
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
    void settle(Duration patience) throws Exception {
        if (!Machine.holds(patience, this::isSettled)) {
            StringBuilder words = new StringBuilder("Facts were not handled within " + patience);
            for (JarProcess process : all()) {
                words.append("\n--- ").append(process).append('\n').append(process.lastWords());
            }
            throw new AssertionError(words.toString());
        }
    }

    /** Of how many processes this one hears, itself among them. */
    static int heardBy(JarProcess process) {
        try {
            return (int) new OperatorsPort(process.opsPort()).sum("skein_cluster_members");
        } catch (IOException notNow) {
            return 0;
        }
    }

    private boolean isSettled() {
        try {
            OperatorsPort operators = new OperatorsPort(faces.get(0).opsPort());
            return operators.isReady()
                    && all().stream().allMatch(process -> heardBy(process) >= all().size())
                    && operators.sum("skein_outbox_depth") == 0
                    && operators.sum("skein_consumer_lag") == 0;
        } catch (IOException notNow) {
            return false;
        }
    }

    /** What PostgreSQL itself says, past Skein and the wire. */
    <T> List<T> sql(String sql, Function<Row, T> of, Object... arguments) {
        PostgresUri uri = PostgresUri.parse(truth);
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
                        found.add(of.apply(column -> rows.getString(column)));
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
        machine.endAll();
        postgres.close();
        redis.close();
        redisOfWorker.close();
        replica.ifPresent(Standby::close);
        stores.close();
        disk.close();
        Waiting.on(vertx.close(), PATIENCE, "Closing");
        machine.close();
    }
}
