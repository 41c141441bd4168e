package social.skein.cli;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.config.Config;
import social.skein.config.Logging;
import social.skein.config.Terminal;
import social.skein.embedded.Progress;

/** Progress on a terminal: a line per step, and a bar for long-running work if the terminal is interactive. */
public final class TerminalProgress implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger("social.skein.process");
    private static final int PERCENT = 100;
    private static final int WIDTH = 80;
    /** Clears the line of a bar before a step is printed; the bar redraws itself below. */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean showSteps;
    private final Map<String, ProgressBar> bars = new HashMap<>();

    private TerminalProgress(PrintStream out, boolean terminal, boolean showSteps) {
        this.out = out;
        this.terminal = terminal;
        this.showSteps = showSteps;
    }

    /**
     * The progress of a process that serves: bare lines on a terminal, otherwise lines of the log, so that all output of
     * the process has one format.
     */
    static Progress ofServer(Config.Log log) {
        return Logging.isForReaders(log) ? onStandardError() : Progress.of(LOG::info);
    }

    /** Writes all steps to stderr, so that stdout holds only the output of the command. */
    public static TerminalProgress onStandardError() {
        return onStandardError(true);
    }

    /**
     * Writes to stderr, so that stdout holds only the output of the command.
     *
     * @param showSteps whether to print steps that are not announced
     */
    public static TerminalProgress onStandardError(boolean showSteps) {
        return new TerminalProgress(System.err, Terminal.isInteractive(), showSteps);
    }

    @Override
    public void step(String sentence) {
        if (showSteps) {
            announce(sentence);
        }
    }

    @Override
    public synchronized void announce(String sentence) {
        if (!bars.isEmpty()) {
            out.print(CLEAR_LINE);
        }
        out.println(sentence);
    }

    @Override
    public synchronized void fraction(String work, double done) {
        if (!terminal) {
            return;
        }
        ProgressBar bar = bars.computeIfAbsent(work, this::bar);
        bar.stepTo(Math.round(done * PERCENT));
        if (done >= 1) {
            bar.close();
            bars.remove(work);
        }
    }

    private ProgressBar bar(String work) {
        return new ProgressBarBuilder()
                .setTaskName(work)
                .setInitialMax(PERCENT)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setMaxRenderedLength(WIDTH)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                .build();
    }
}
