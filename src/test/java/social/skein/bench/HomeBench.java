package social.skein.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import social.skein.http.Json;

/**
 * How a read of the home timeline compares with a bare Vert.x server that answers the same bytes: both on this machine,
 * loaded in turn by the same client within one run, since only a ratio means anything on a machine that others use.
 * {@code bin/bench-home} builds what it needs and runs it.
 */
public final class HomeBench {
    private static final int PEOPLE = 962;
    private static final int READERS = 20;
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 20_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(25);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final Path jar;
    private final Path folder;
    private final File log;

    private HomeBench(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
        this.log = folder.resolve("log").toFile();
    }

    /** The outcome of a run. {@code hits} is the share of home reads that found a live timeline in Redis. */
    record Report(
            Series.Figures skein,
            Series.Figures bare,
            double ratio,
            double ratioOfCpu,
            int bodyBytes,
            double hits,
            int connections,
            int readers,
            double loadBefore,
            int cores,
            String machine,
            String java,
            String commit) {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("skein-bench-");
        try {
            Report report = new HomeBench(Path.of("target/skein.jar"), folder).run();
            System.out.println(Arrays.asList(arguments).contains("--json") ? Json.text(report) : text(report));
        } catch (IllegalStateException failure) {
            System.err.println(failure.getMessage());
            System.err.println(Files.readString(folder.resolve("log")));
            throw failure;
        } finally {
            delete(folder);
        }
    }

    private Report run() throws IOException, InterruptedException {
        double loadBefore = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        say("Starting Skein and its servers in " + folder);
        Map<String, String> settings = Map.of(
                "SKEIN_DATA_DIR", folder.resolve("data").toString(),
                "SKEIN_HTTP_HOST", "127.0.0.1",
                "SKEIN_HTTP_PORT", "0",
                "SKEIN_OPS_PORT", "0",
                "SKEIN_AUTH_PASSWORD_GRANT", "true");
        try (ServerProcess skein = ServerProcess.start(List.of("-jar", jar.toString(), "serve"), settings, log)) {
            int port = Integer.parseInt(skein.awaitLine(Pattern.compile("Clients +http://localhost:(\\d+)")));
            String ops = skein.awaitLine(Pattern.compile("Operators +(http://[0-9.:]+)")) + "/metrics";
            skein.readOn(line -> {});
            say("Seeding " + PEOPLE + " people and 2,000 posts");
            ServerProcess.start(List.of("-jar", jar.toString(), "seed"), settings, log)
                    .awaitEnd();
            Readers readers = Readers.signIn(port, READERS, PEOPLE);
            HttpResponse<byte[]> answer = settled(readers, ops);
            try (ServerProcess bare = bare(answer)) {
                int barePort = Integer.parseInt(bare.awaitLine(Pattern.compile("Listening on (\\d+)")));
                Series home = new Series(skein, new Load(port, readers.requests(), CONNECTIONS));
                Series same = new Series(bare, new Load(barePort, readers.requests(), CONNECTIONS));
                return measured(home, same, ops, answer.body().length, loadBefore);
            }
        }
    }

    /** Waits until the seed has reached every timeline and the readers' own are live; returns one reader's answer. */
    private HttpResponse<byte[]> settled(Readers readers, String ops) throws InterruptedException {
        say("Waiting until every post has arrived and " + READERS + " timelines are live");
        long end = System.nanoTime() + SETTLING.toNanos();
        while (metric(ops, "skein_outbox_depth") + metric(ops, "skein_consumer_lag") > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The seeded posts did not arrive within " + SETTLING);
            }
            Thread.sleep(100);
        }
        HttpResponse<byte[]> answer;
        double pulled;
        do {
            pulled = metric(ops, "skein_timeline_reads_total{outcome=\"pull\"}");
            answer = readers.readOnce();
        } while (metric(ops, "skein_timeline_reads_total{outcome=\"pull\"}") > pulled && System.nanoTime() < end);
        return answer;
    }

    private ServerProcess bare(HttpResponse<byte[]> answer) throws IOException {
        Path headers = folder.resolve("headers");
        Path body = folder.resolve("body");
        Files.write(
                headers,
                answer.headers().map().entrySet().stream()
                        .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ":" + value))
                        .toList());
        Files.write(body, answer.body());
        String classes = System.getProperty("java.class.path");
        return ServerProcess.start(
                List.of("-cp", classes, BareServer.class.getName(), headers.toString(), body.toString()),
                Map.of(),
                log);
    }

    private static Report measured(Series home, Series same, String ops, int bodyBytes, double loadBefore) {
        say("Warming up both, " + WARM_UP + " requests each");
        home.warmUp(WARM_UP, LONGEST_WARM_UP);
        same.warmUp(WARM_UP * 10, LONGEST_WARM_UP);
        double hits = metric(ops, "skein_timeline_reads_total{outcome=\"hit\"}");
        double reads = metric(ops, "skein_timeline_reads_total");
        for (int round = 1; round <= ROUNDS; round++) {
            say("Round " + round + " of " + ROUNDS + ", " + ROUND.toSeconds() + " s each");
            home.round(ROUND);
            same.round(ROUND);
        }
        hits = metric(ops, "skein_timeline_reads_total{outcome=\"hit\"}") - hits;
        reads = metric(ops, "skein_timeline_reads_total") - reads;
        Series.Figures skein = home.figures();
        Series.Figures bare = same.figures();
        return new Report(
                skein,
                bare,
                skein.requestsPerSecond() / bare.requestsPerSecond(),
                bare.cpu() / (skein.cpu() + skein.cpuOfStores()),
                bodyBytes,
                hits / reads,
                CONNECTIONS,
                READERS,
                loadBefore,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + Machine.cpu(),
                System.getProperty("java.runtime.version"),
                Machine.commit());
    }

    /** The sum of a metric over those of its tags that are left open. */
    private static double metric(String ops, String name) {
        Pattern line = Pattern.compile("^" + Pattern.quote(name) + "(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);
        Matcher found = line.matcher(Readers.get(ops));
        return found.results()
                .mapToDouble(value -> Double.parseDouble(value.group(1)))
                .sum();
    }

    private static String text(Report report) {
        return Stream.of(
                        String.format("%-34s %12s %12s", "", "home", "bare"),
                        row("requests/s, median of " + ROUNDS, "%,.0f", report, Series.Figures::requestsPerSecond),
                        row("p50, ms", "%.2f", report, Series.Figures::p50),
                        row("p99, ms", "%.2f", report, Series.Figures::p99),
                        row("CPU ms a request: server", "%.3f", report, Series.Figures::cpu),
                        row("CPU ms a request: its stores", "%.3f", report, Series.Figures::cpuOfStores),
                        row("CPU ms a request: the client", "%.3f", report, Series.Figures::cpuOfClient),
                        row("answers", "%,.0f", report, figures -> (double) figures.answers()),
                        row("bytes an answer, with its head", "%,.0f", report, Series.Figures::bytesAnAnswer),
                        row("answers that were not 200", "%,.0f", report, figures -> (double) figures.failures()),
                        "",
                        String.format(
                                "home / bare: %.4f of the requests/s; %.4f by CPU, stores included",
                                report.ratio, report.ratioOfCpu),
                        String.format(
                                "%d connections, %d readers, body %,d bytes, %.1f %% of reads from a live timeline",
                                report.connections, report.readers, report.bodyBytes, 100 * report.hits),
                        String.format(
                                "%d cores (%s), load average before %.1f, Java %s, commit %s",
                                report.cores, report.machine, report.loadBefore, report.java, report.commit))
                .reduce((above, below) -> above + "\n" + below)
                .orElseThrow();
    }

    private static String row(
            String what, String format, Report report, java.util.function.ToDoubleFunction<Series.Figures> figure) {
        return String.format(
                "%-34s %12s %12s",
                what,
                String.format(format, figure.applyAsDouble(report.skein)),
                String.format(format, figure.applyAsDouble(report.bare)));
    }

    private static void say(String sentence) {
        System.err.println(sentence);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
