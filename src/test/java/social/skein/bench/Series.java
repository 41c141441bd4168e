package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The rounds of load on one server. CPU times are those of the processes, so a busy machine hardly changes them. */
final class Series {
    private final String what;
    private final Meters meters;
    private final List<Round> rounds = new ArrayList<>();

    Series(String what, Meters meters) {
        this.what = what;
        this.meters = meters;
    }

    private record Round(Load.Outcome outcome, Meters.Reading spent) {
        double perAnswer(Duration time) {
            return time.toNanos() / 1e6 / outcome.answers();
        }
    }

    /** Loads until so many answers have come, but no longer than this. */
    static void warmUp(Function<Duration, Load.Outcome> load, long answers, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        for (long came = 0; came < answers && System.nanoTime() < end; ) {
            came += load.apply(Duration.ofSeconds(1)).answers();
        }
    }

    Load.Outcome round(Supplier<Load.Outcome> load) {
        Meters.Reading before = meters.read();
        Load.Outcome outcome = load.get();
        rounds.add(new Round(outcome, meters.read().since(before)));
        return outcome;
    }

    double perSecond() {
        return median(rounds.stream().map(round -> round.outcome.perSecond()).toList());
    }

    Figure figure() {
        Load.Outcome all =
                rounds.stream().map(Round::outcome).reduce(Load.Outcome::and).orElseThrow();
        Figure.Cost cost = new Figure.Cost(
                median(rounds.stream()
                        .map(round -> round.perAnswer(round.spent.server()))
                        .toList()),
                median(rounds.stream()
                        .map(round -> round.perAnswer(round.spent.stores()))
                        .toList()),
                median(rounds.stream()
                        .map(round -> round.perAnswer(round.spent.client()))
                        .toList()),
                all.answers(),
                all.bytes() / all.answers(),
                all.failures(),
                rounds.stream()
                        .map(round -> Math.round(round.outcome.perSecond()))
                        .toList());
        Optional<Latency> latency =
                Optional.of(all.nanos()).filter(nanos -> nanos.length > 0).map(Latency::of);
        return new Figure(what, perSecond(), "/s", Optional.empty(), latency, Optional.of(cost));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
