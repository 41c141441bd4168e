package social.skein.cli;

import picocli.CommandLine.Command;

/** The commands about home timelines. */
@Command(name = "timeline", description = "Look after home timelines.", synopsisSubcommandLabel = "rebuild")
final class TimelineCommand {}
