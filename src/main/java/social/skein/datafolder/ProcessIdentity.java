package social.skein.datafolder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process on this machine. A pid alone does not identify one: it is reused, and in containers it is the same after
 * each start.
 *
 * @param start when it started, in a form that never changes while it runs
 */
public record ProcessIdentity(long pid, String start) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The number of the start time among the fields of {@code /proc/PID/stat} behind the name of the program. */
    private static final int START_TIME_FIELD = 19;

    /** This process. */
    public static ProcessIdentity current() {
        return of(ProcessHandle.current().pid());
    }

    /** The process that has this pid now. */
    public static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, startOf(pid).orElse("ended"));
    }

    /** Parses the result of {@link #toString}; empty if the text is anything else. */
    public static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.trim().split(" ", 2);
        return parts.length == 2 && parts[0].matches("\\d{1,18}")
                ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]))
                : Optional.empty();
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(alive -> startOf(pid).filter(start::equals).isPresent());
    }

    /**
     * Whether its working folder is this folder; false if that cannot be determined. This proves that a server runs on
     * the folder, while its pid may have been copied with the folder.
     */
    public boolean worksIn(Path folder) {
        try {
            // The link leads to the folder itself, even if it has been moved.
            Path link = Path.of("/proc", Long.toString(pid), "cwd");
            Path working = Files.isDirectory(Path.of("/proc/self")) ? link : reportedWorkingFolder();
            return FolderIdentity.of(working).isSameFolder(FolderIdentity.of(folder));
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * The boot and the clock ticks since then. The time of day that Java derives from these moves when the clock is
     * set.
     */
    private static Optional<String> startOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return Optional.of(Files.readString(BOOT_ID).trim() + "+" + fields.get(START_TIME_FIELD));
        } catch (IOException | IndexOutOfBoundsException noProcFileSystem) {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .map(String::valueOf);
        }
    }

    /** The working folder as reported by lsof, which is part of macOS. */
    private Path reportedWorkingFolder() throws IOException {
        Process lsof = new ProcessBuilder("lsof", "-a", "-d", "cwd", "-Fn", "-p", Long.toString(pid))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(lsof.getInputStream(), StandardCharsets.UTF_8))) {
            String path = lines.lines()
                    .filter(line -> line.startsWith("n/"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("lsof reports no working folder of process " + pid));
            return Path.of(path.substring(1));
        } finally {
            end(lsof);
        }
    }

    private static void end(Process lsof) {
        try {
            if (!lsof.waitFor(1, TimeUnit.SECONDS)) {
                lsof.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return pid + " " + start;
    }
}
