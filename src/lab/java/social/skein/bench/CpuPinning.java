package social.skein.bench;

import java.io.IOException;
import java.util.stream.Stream;

/** Pins processes to a part of the cores, so that the client takes no CPU time from the servers. */
final class CpuPinning {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private CpuPinning() {}

    /** Pins the servers to one half of the cores and this process to the other; returns false if that fails. */
    static boolean split(Stream<ProcessHandle> servers) {
        int half = CORES / 2;
        return half > 0
                && pin(ProcessHandle.current(), half + "-" + (CORES - 1))
                && servers.allMatch(server -> pin(server, "0-" + (half - 1)));
    }

    /** Lets all processes use all cores again. */
    static void reset(Stream<ProcessHandle> servers) {
        String all = "0-" + (CORES - 1);
        boolean reset = pin(ProcessHandle.current(), all) & servers.allMatch(server -> pin(server, all));
        if (!reset) {
            BenchLog.info("Some processes are still pinned to half of the cores");
        }
    }

    /** Pins all threads of a process; ignores a process that has exited meanwhile. */
    private static boolean pin(ProcessHandle process, String cores) {
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-p", "-c", cores, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor() == 0 || !process.isAlive();
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
