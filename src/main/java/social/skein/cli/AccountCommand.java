package social.skein.cli;

import picocli.CommandLine.Command;

/** What there is to do with accounts. */
@Command(name = "account", description = "Make accounts, look at them, and decide who may use theirs.")
final class AccountCommand {}
