package social.skein.cli;

import picocli.CommandLine.Command;

/** The commands about people. */
@Command(name = "account", description = "Make accounts.", synopsisSubcommandLabel = "create")
final class AccountCommand {}
