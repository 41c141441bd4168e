package social.skein.cli;

import picocli.CommandLine.Command;

/** Groups the dead-letter commands. */
@Command(name = "dead-letters", description = "List and replay facts that a role failed to handle.")
final class DeadLettersCommand {}
