package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Rounds of load on one server. CPU times are those of the processes, so other load hardly affects them. */
final class MeasuredRounds {
    private final String label;
    private final CpuMeters meters;
    private final List<Round> rounds = new ArrayList<>();

    MeasuredRounds(String label, CpuMeters meters) {
        this.label = label;
        this.meters = meters;
    }

    private record Round(ClosedLoopLoad.Outcome outcome, CpuMeters.CpuTimes spent) {
        double perResponse(Duration time) {
            return time.toNanos() / 1e6 / outcome.responses();
        }
    }

    /** Applies load until this number of responses has arrived, for at most the given duration. */
    static void warmUp(Function<Duration, ClosedLoopLoad.Outcome> load, long responses, Duration maxDuration) {
        long end = System.nanoTime() + maxDuration.toNanos();
        for (long received = 0; received < responses && System.nanoTime() < end; ) {
            received += load.apply(Duration.ofSeconds(1)).responses();
        }
    }

    ClosedLoopLoad.Outcome measureRound(Supplier<ClosedLoopLoad.Outcome> load) {
        CpuMeters.CpuTimes before = meters.read();
        ClosedLoopLoad.Outcome outcome = load.get();
        rounds.add(new Round(outcome, meters.read().since(before)));
        return outcome;
    }

    double perSecond() {
        return median(rounds.stream().map(round -> round.outcome.perSecond()).toList());
    }

    Measurement toMeasurement() {
        ClosedLoopLoad.Outcome all = rounds.stream()
                .map(Round::outcome)
                .reduce(ClosedLoopLoad.Outcome::merge)
                .orElseThrow();
        Measurement.Cost cost = new Measurement.Cost(
                median(rounds.stream()
                        .map(round -> round.perResponse(round.spent.server()))
                        .toList()),
                median(rounds.stream()
                        .map(round -> round.perResponse(round.spent.stores()))
                        .toList()),
                median(rounds.stream()
                        .map(round -> round.perResponse(round.spent.client()))
                        .toList()),
                all.responses(),
                all.bytes() / all.responses(),
                all.failures(),
                rounds.stream()
                        .map(round -> Math.round(round.outcome.perSecond()))
                        .toList());
        Optional<Latency> latency =
                Optional.of(all.nanos()).filter(nanos -> nanos.length > 0).map(Latency::of);
        return new Measurement(label, perSecond(), "/s", Optional.empty(), latency, Optional.of(cost));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
