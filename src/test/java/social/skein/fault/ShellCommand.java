package social.skein.fault;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the machine. */
final class ShellCommand {
    private static final long TIMEOUT_SECONDS = 10;

    private ShellCommand() {}

    /** Whether it is there, and ends well. */
    static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }
}
