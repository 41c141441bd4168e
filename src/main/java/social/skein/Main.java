package social.skein;

import social.skein.cli.CommandLines;
import social.skein.config.Logging;

/** Runs one command and ends with its exit code: 0 done, 1 failed, 2 not understood. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int code = CommandLines.run(arguments);
        Logging.stop();
        // Threads of libraries would keep a failed start alive for ever.
        System.exit(code);
    }
}
