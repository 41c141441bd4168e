package social.skein.bench;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All scenarios in the order in which they run. Those that leave the most data come last. */
final class Scenarios {
    private static final List<Scenario> ALL = List.of(
            new BaselinesScenario(),
            new ReadsScenario(TimelineRead.HOME),
            new ReadsScenario(TimelineRead.ACCOUNT),
            new ReadsScenario(TimelineRead.PUBLIC),
            new ReadsScenario(TimelineRead.TAG),
            new OverloadScenario(),
            new SlowClientsScenario(),
            new PostsScenario(),
            new DeliveryLatencyScenario(),
            new FanoutDrainScenario(),
            new WorkerScalingScenario(),
            new StreamsScenario(),
            new HotPostScenario(),
            new MediaScenario(),
            new MemoryScenario(),
            new AccountsScenario());

    private Scenarios() {}

    /** Returns the scenarios with these names, or all if there are no names. */
    static List<Scenario> select(Set<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        ALL.forEach(scenario -> unknown.remove(scenario.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown scenario " + String.join(", ", unknown) + ". The scenarios are:\n" + describe());
        }
        return ALL.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
    }

    static String describe() {
        return ALL.stream()
                .map(scenario -> String.format("  %-16s %s", scenario.name(), scenario.title()))
                .collect(Collectors.joining("\n"));
    }
}
