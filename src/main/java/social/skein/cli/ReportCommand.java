package social.skein.cli;

import picocli.CommandLine.Command;

/** What there is to do with reports. */
@Command(name = "report", description = "See and answer what people report.")
final class ReportCommand {}
