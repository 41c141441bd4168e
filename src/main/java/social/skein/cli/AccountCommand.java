package social.skein.cli;

import picocli.CommandLine.Command;

/** What there is to do with accounts. */
@Command(name = "account", description = "Make accounts.")
final class AccountCommand {}
