package social.skein.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that list rows page by page, in the order of their ids. */
final class PageOptions {
    private static final int DEFAULT_LIMIT = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--after",
            paramLabel = "ID",
            description = "Continue after the entry with this id, such as the last one of the page before.")
    private long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many entries to show (default " + DEFAULT_LIMIT + ").")
    private Optional<Integer> limit = Optional.empty();

    long after() {
        if (after < 0) {
            throw new ParameterException(spec.commandLine(), "--after is " + after + "; it should be an id");
        }
        return after;
    }

    boolean hasLimit() {
        return limit.isPresent();
    }

    int limit() {
        int entries = limit.orElse(DEFAULT_LIMIT);
        if (entries < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + entries + "; it should be 1 or more");
        }
        return entries;
    }

    /** Says on stderr that a page of the default length is full, so that it is not taken for the whole list. */
    void printIfFull(SkeinCommand skein, int shown) {
        if (!hasLimit() && shown == DEFAULT_LIMIT) {
            skein.printError(DEFAULT_LIMIT + " entries are shown, and there may be more; see --limit and --after.");
        }
    }
}
