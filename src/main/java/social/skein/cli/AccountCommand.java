package social.skein.cli;

import picocli.CommandLine.Command;

/** Groups the account commands. */
@Command(name = "account", description = "Create, inspect and moderate accounts.")
final class AccountCommand {}
