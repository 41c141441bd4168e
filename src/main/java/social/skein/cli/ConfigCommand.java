package social.skein.cli;

import picocli.CommandLine.Command;

/** Groups the settings commands. */
@Command(name = "config", description = "Inspect the settings.")
final class ConfigCommand {}
