package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rounds of load on one server. CPU times are those of the processes, so a busy machine hardly changes them. */
final class Series {
    private final ServerProcess server;
    private final Load load;
    private final List<Round> rounds = new ArrayList<>();

    Series(ServerProcess server, Load load) {
        this.server = server;
        this.load = load;
    }

    private record Round(Load.Outcome outcome, double cpu, double cpuOfStores, double cpuOfClient) {}

    /** The figures of one server; times in milliseconds, CPU in milliseconds a request. */
    record Figures(
            double requestsPerSecond,
            List<Long> requestsPerSecondOfRounds,
            double p50,
            double p99,
            double cpu,
            double cpuOfStores,
            double cpuOfClient,
            long answers,
            long bytesAnAnswer,
            long failures) {}

    /** Loads until so many answers have come, since compilers count calls and not seconds, but no longer than this. */
    void warmUp(long answers, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        for (long came = 0; came < answers && System.nanoTime() < end; ) {
            came += load.run(Duration.ofSeconds(1)).answers();
        }
    }

    void round(Duration time) {
        Duration cpu = server.cpu();
        Duration stores = server.cpuOfChildren();
        Duration client = ServerProcess.cpu(ProcessHandle.current());
        Load.Outcome outcome = load.run(time);
        rounds.add(new Round(
                outcome,
                perAnswer(server.cpu().minus(cpu), outcome),
                perAnswer(server.cpuOfChildren().minus(stores), outcome),
                perAnswer(ServerProcess.cpu(ProcessHandle.current()).minus(client), outcome)));
    }

    Figures figures() {
        Load.Outcome all =
                rounds.stream().map(Round::outcome).reduce(Load.Outcome::and).orElseThrow();
        return new Figures(
                median(rounds.stream().map(round -> round.outcome.perSecond()).toList()),
                rounds.stream()
                        .map(round -> Math.round(round.outcome.perSecond()))
                        .toList(),
                all.nanos()[all.nanos().length / 2] / 1e6,
                all.nanos()[(int) (all.nanos().length * 0.99)] / 1e6,
                median(rounds.stream().map(Round::cpu).toList()),
                median(rounds.stream().map(Round::cpuOfStores).toList()),
                median(rounds.stream().map(Round::cpuOfClient).toList()),
                all.answers(),
                all.bytes() / all.answers(),
                all.failures());
    }

    private static double perAnswer(Duration cpu, Load.Outcome outcome) {
        return cpu.toNanos() / 1e6 / outcome.answers();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
