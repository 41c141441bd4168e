package social.skein.cli;

import picocli.CommandLine.Command;

/** What there is to do with settings. */
@Command(name = "config", description = "Look at the settings.")
final class ConfigCommand {}
