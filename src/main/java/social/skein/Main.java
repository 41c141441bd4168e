package social.skein;

import java.util.Locale;
import social.skein.cli.CommandLines;
import social.skein.config.Logging;

/** Runs one command. Exit codes: 0 success, 1 failure, 2 usage error. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Libraries that format numbers or change case by the default locale write for machines, too.
        Locale.setDefault(Locale.ROOT);
        Logging.captureStrayOutput();
        int code = CommandLines.run(arguments);
        Logging.stop();
        // Non-daemon threads of libraries would keep a failed start alive.
        System.exit(code);
    }
}
