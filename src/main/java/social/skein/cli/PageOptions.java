package social.skein.cli;

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
    private int limit = DEFAULT_LIMIT;

    long after() {
        if (after < 0) {
            throw new ParameterException(spec.commandLine(), "--after is " + after + "; it should be an id");
        }
        return after;
    }

    int limit() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + "; it should be 1 or more");
        }
        return limit;
    }
}
