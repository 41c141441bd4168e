package social.skein.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.app.Skein;
import social.skein.app.Waiting;
import social.skein.events.Fact;
import social.skein.events.Facts;
import social.skein.events.Topic;
import social.skein.kafka.KafkaClients;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.support.Deployment;

/**
 * How fast a backlog of posts reaches live timelines, beside what {@code redis-benchmark} says of the same Redis: deliveries a
 * second from the first to the last, with Kafka, PostgreSQL and Redis on this machine. The first backlog warms up.
 */
public final class FanoutDrainBench {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST = 1_200_000_000_000_000_000L;
    private static final long FIRST_STATUS = 1_300_000_000_000_000_000L;
    private static final int SHARD = 1_024;
    private static final int SIDE_BY_SIDE = 8;
    private static final int TRIES = 10;

    private final Deployment deployment = Deployment.unstarted();
    private final Vertx vertx = Vertx.vertx();
    private final Load load;
    private long posted;

    private FanoutDrainBench(Load load) {
        this.load = load;
    }

    /**
     * What is drained.
     *
     * @param readers people with a live timeline
     * @param authors people who post
     * @param followers how many readers follow each of them
     * @param posts how many posts a backlog has
     */
    public record Load(int readers, int authors, int followers, int posts) {
        long deliveries() {
            return (long) posts * followers;
        }
    }

    /**
     * The outcome of a run.
     *
     * @param lpush what {@code redis-benchmark -P 50 -t lpush} did a second, where it is installed
     * @param cpuMicros CPU time of the JVM for a delivery, in microseconds
     */
    public record Result(Load load, double deliveriesPerSecond, double cpuMicros, OptionalDouble lpush) {
        public double ratio() {
            return deliveriesPerSecond / lpush.orElse(Double.NaN);
        }
    }

    public static void main(String[] arguments) {
        Result result = run(new Load(2_000, 400, 250, 4_000));
        System.out.printf(
                "%,d deliveries: %,.0f a second, %.2f µs of the JVM's CPU each; lpush %,.0f; ratio %.2f%n",
                result.load.deliveries(),
                result.deliveriesPerSecond,
                result.cpuMicros,
                result.lpush.orElse(Double.NaN),
                result.ratio());
        System.exit(0);
    }

    /** Starts servers of its own, drains a backlog twice and measures the second time. */
    public static Result run(Load load) {
        FanoutDrainBench bench = new FanoutDrainBench(load);
        try (Deployment deployment = bench.deployment) {
            bench.prepare();
            bench.drain();
            OptionalDouble lpush = bench.lpush();
            return bench.drain().with(lpush);
        } finally {
            Waiting.on(bench.vertx.close(), PATIENCE, "Closing");
        }
    }

    private record Drained(Load load, double perSecond, double cpuMicros) {
        Result with(OptionalDouble lpush) {
            return new Result(load, perSecond, cpuMicros, lpush);
        }
    }

    private static long account(int number) {
        return FIRST + (long) number * SHARD;
    }

    /** Readers come first, then authors, each followed by the next so many readers of the circle. */
    private void prepare() {
        Skein api = deployment.start(Map.of("SKEIN_ROLES", "api"));
        deployment.sql(String.format(
                "insert into follow (account_id, target_id, id)"
                        + " select %1$d + (a * 37 + f) %% %2$d * %3$d, %1$d + (%2$d + a) * %3$d, a * 1000000::bigint + f + 1"
                        + " from generate_series(0, %4$d - 1) a, generate_series(0, %5$d - 1) f",
                FIRST, load.readers, SHARD, load.authors, load.followers));
        deployment.sql("vacuum analyze follow");
        for (int reader = 0; reader < load.readers; reader += SIDE_BY_SIDE) {
            List<Future<Boolean>> building = new ArrayList<>();
            for (int one = reader; one < Math.min(load.readers, reader + SIDE_BY_SIDE); one++) {
                building.add(live(api, new AccountId(account(one)), TRIES));
            }
            Waiting.on(Future.all(building), PATIENCE, "Building timelines");
        }
        deployment.stop(0);
    }

    /** On a machine that others use Redis may take longer than Skein waits for it. */
    private static Future<Boolean> live(Skein skein, AccountId reader, int tries) {
        return skein.wiring()
                .rebuilds()
                .anew(reader)
                .recover(late -> tries == 1 ? Future.failedFuture(late) : live(skein, reader, tries - 1));
    }

    private Drained drain() {
        post();
        Skein fanout = deployment.start(Map.of("SKEIN_ROLES", "fanout", "SKEIN_TIMELINE_PUSH_LIMIT", "1000000"));
        while (deliveries(fanout) == 0) {
            Thread.onSpinWait();
        }
        long begin = System.nanoTime();
        long cpu = ServerProcess.cpu(ProcessHandle.current()).toNanos();
        double before = deliveries(fanout);
        Deployment.eventually("the backlog is drained", () -> deliveries(fanout) >= load.deliveries());
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (ServerProcess.cpu(ProcessHandle.current()).toNanos() - cpu) / 1e3 / load.deliveries();
        deployment.stop(0);
        return new Drained(load, (load.deliveries() - before) / seconds, micros);
    }

    private static double deliveries(Skein skein) {
        return Optional.ofNullable(skein.metrics().find("skein.deliveries").counter())
                .map(counter -> counter.count())
                .orElse(0.0);
    }

    private void post() {
        KafkaProducer<String, String> producer = Waiting.on(
                new KafkaClients(vertx, deployment.stores().kafka()).producer(), PATIENCE, "Making a producer");
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < load.posts; i++) {
            AccountId author = new AccountId(account(load.readers + i % load.authors));
            sent.add(producer.send(KafkaProducerRecord.create(
                    Topic.STATUSES.name(deployment.stores().prefix()), author.toString(), Facts.write(post(author)))));
        }
        Waiting.on(Future.all(sent), PATIENCE, "Sending the posts");
        Waiting.on(producer.close(), PATIENCE, "Closing the producer");
    }

    private Fact post(AccountId author) {
        return new Fact.StatusPosted(
                new StatusId(FIRST_STATUS + ++posted),
                author,
                Visibility.PUBLIC,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private OptionalDouble lpush() {
        URI redis = URI.create(deployment.stores().redisUri());
        try {
            Process process = new ProcessBuilder(
                            "redis-benchmark",
                            "-a",
                            redis.getUserInfo().replaceFirst("^.*:", ""),
                            "-p",
                            Integer.toString(redis.getPort()),
                            "-P",
                            "50",
                            "-n",
                            "1000000",
                            "-q",
                            "-t",
                            "lpush")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher rates =
                    Pattern.compile("LPUSH: ([0-9.]+) requests per second").matcher(said);
            return rates.results()
                    .mapToDouble(rate -> Double.parseDouble(rate.group(1)))
                    .max();
        } catch (IOException missing) {
            return OptionalDouble.empty();
        }
    }
}
