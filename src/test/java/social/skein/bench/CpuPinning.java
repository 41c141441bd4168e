package social.skein.bench;

import java.io.IOException;
import java.util.stream.Stream;

/** Has processes run on some of the cores only, so that those who ask take nothing from those who answer. */
final class CpuPinning {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private CpuPinning() {}

    /** Gives half of the cores to the servers and the other half to us; false where that cannot be had here. */
    static boolean split(Stream<ProcessHandle> servers) {
        int half = CORES / 2;
        return half > 0
                && pin(ProcessHandle.current(), half + "-" + (CORES - 1))
                && servers.allMatch(server -> pin(server, "0-" + (half - 1)));
    }

    /** Gives all cores to everybody again. */
    static void reset(Stream<ProcessHandle> servers) {
        String all = "0-" + (CORES - 1);
        boolean shared = pin(ProcessHandle.current(), all) & servers.allMatch(server -> pin(server, all));
        if (!shared) {
            BenchLog.info("Some processes are left on half of the cores");
        }
    }

    /** With all of its threads; a process that has ended meanwhile needs none. */
    private static boolean pin(ProcessHandle process, String cores) {
        try {
            Process taskset = new ProcessBuilder("taskset", "-a", "-p", "-c", cores, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return taskset.waitFor() == 0 || !process.isAlive();
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }
}
