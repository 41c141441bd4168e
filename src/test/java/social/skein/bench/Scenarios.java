package social.skein.bench;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All parts, in the order in which they run: those that leave the most behind come last. */
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
            new MemoryScenario(),
            new AccountsScenario());

    private Scenarios() {}

    /** Those that are named, or all where none is. */
    static List<Scenario> select(Set<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        ALL.forEach(part -> unknown.remove(part.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no part " + String.join(", ", unknown) + ". There are:\n" + describe());
        }
        return ALL.stream()
                .filter(part -> names.isEmpty() || names.contains(part.name()))
                .toList();
    }

    static String describe() {
        return ALL.stream()
                .map(part -> String.format("  %-16s %s", part.name(), part.title()))
                .collect(Collectors.joining("\n"));
    }
}
