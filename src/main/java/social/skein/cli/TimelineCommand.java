package social.skein.cli;

import picocli.CommandLine.Command;

/** What there is to do with home timelines. */
@Command(name = "timeline", description = "Repair home timelines.")
final class TimelineCommand {}
