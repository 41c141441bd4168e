package social.skein.cli;

import picocli.CommandLine.Command;

/** The commands about facts that a role could not handle. */
@Command(
        name = "dead-letters",
        description = "Look after facts that a role could not handle.",
        synopsisSubcommandLabel = "list | replay")
final class DeadLettersCommand {}
