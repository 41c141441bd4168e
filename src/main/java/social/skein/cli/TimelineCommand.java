package social.skein.cli;

import picocli.CommandLine.Command;

/** Groups the timeline commands. */
@Command(name = "timeline", description = "Repair home timelines.")
final class TimelineCommand {}
