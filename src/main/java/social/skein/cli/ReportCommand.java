package social.skein.cli;

import picocli.CommandLine.Command;

/** Groups the report commands. */
@Command(name = "report", description = "List and resolve reports.")
final class ReportCommand {}
