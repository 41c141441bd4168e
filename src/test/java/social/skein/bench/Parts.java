package social.skein.bench;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All parts, in the order in which they run: those that leave the most behind come last. */
final class Parts {
    private static final List<Part> ALL = List.of(
            new CeilingsPart(),
            new ReadsPart(Reading.HOME),
            new ReadsPart(Reading.ACCOUNT),
            new ReadsPart(Reading.PUBLIC),
            new ReadsPart(Reading.TAG),
            new OverloadPart(),
            new SlowPeersPart(),
            new PostsPart(),
            new VisiblePart(),
            new DrainPart(),
            new WorkersPart(),
            new StreamsPart(),
            new FavouritesPart(),
            new MemoryPart(),
            new AccountsPart());

    private Parts() {}

    /** Those that are named, or all where none is. */
    static List<Part> named(Set<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        ALL.forEach(part -> unknown.remove(part.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no part " + String.join(", ", unknown) + ". There are:\n" + list());
        }
        return ALL.stream()
                .filter(part -> names.isEmpty() || names.contains(part.name()))
                .toList();
    }

    static String list() {
        return ALL.stream()
                .map(part -> String.format("  %-11s %s", part.name(), part.title()))
                .collect(Collectors.joining("\n"));
    }
}
