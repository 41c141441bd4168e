package social.skein.cli;

import picocli.CommandLine.Command;

/** What there is to do with facts nobody could handle. */
@Command(name = "dead-letters", description = "Look at facts a role could not handle, and send them again.")
final class DeadLettersCommand {}
