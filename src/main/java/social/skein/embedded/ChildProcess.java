package social.skein.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that ends when this one does: its standard input is a pipe only we hold, and the end of that pipe is its order to stop.
 *
 * <p>It runs in a session of its own, so a Ctrl-C at the terminal reaches us alone and we decide the order in which things end.
 */
final class ChildProcess {
    /** A little over what guard.sh gives a server before it kills it. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6);

    private final Process process;
    private final long serverPid;
    private final Path log;
    private final long logOffset;

    private ChildProcess(Process process, long serverPid, Path log, long logStart) {
        this.process = process;
        this.serverPid = serverPid;
        this.log = log;
        this.logOffset = logStart;
    }

    /** Starts a foreign server behind guard.sh, which sends it these signals once our end of the pipe closes. */
    static ChildProcess startGuarded(List<String> command, String gentleSignal, String hardSignal, Path log) {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", guardScript(), "guard", gentleSignal, hardSignal));
        whole.add(log.toString());
        whole.addAll(command);
        long logStart = log.toFile().length();
        Process process = start(whole, log, ProcessBuilder.Redirect.PIPE);
        return new ChildProcess(process, readPid(process, log), log, logStart);
    }

    /** Starts a program of ours, which watches its standard input by itself. */
    static ChildProcess startUnguarded(List<String> command, Path log) {
        long logStart = log.toFile().length();
        Process process = start(command, log, ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new ChildProcess(process, process.pid(), log, logStart);
    }

    /** The server itself, not the shell that guards it. */
    long pid() {
        return serverPid;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    LogTail logTail() {
        return new LogTail(log, logOffset);
    }

    /** Waits for a program that ends by itself; whether it ended well. */
    boolean awaitSuccess(Duration timeout) {
        if (!Polling.until(() -> !process.isAlive(), timeout)) {
            stop();
            return false;
        }
        return process.exitValue() == 0;
    }

    void stop() {
        try (OutputStream pipe = process.getOutputStream()) {
            // Tells KafkaChild, which may then take longer, that we are alive and wait.
            pipe.write('\n');
        } catch (IOException ended) {
            // It is down already.
        }
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException hurry) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the server at once, as a power cut would, and waits until it and what it started are gone. */
    void kill() {
        List<ProcessHandle> family = new ArrayList<>();
        ProcessHandle.of(serverPid).ifPresent(server -> {
            server.descendants().forEach(family::add);
            family.add(server);
            server.destroyForcibly();
        });
        CompletableFuture<?>[] ends = family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException stubborn) {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> command, Path log, ProcessBuilder.Redirect output) {
        List<String> whole = new ArrayList<>(sessionCommand());
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        // A PGDATA or PGOPTIONS meant for the person's own PostgreSQL must not steer ours.
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    command.get(0) + " cannot be run (" + Disk.describe(refused)
                            + "); the embedded servers need a POSIX shell and setsid or perl.",
                    refused);
        }
    }

    /** macOS has no setsid command, but perl; Linux the other way round, often. */
    private static List<String> sessionCommand() {
        return Platform.isMac()
                ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127")
                : List.of("setsid");
    }

    private static long readPid(Process process, Path log) {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            if (line != null) {
                return Long.parseLong(line.trim());
            }
        } catch (IOException | NumberFormatException unreadable) {
            process.destroyForcibly();
        }
        throw new EmbeddedServerException("The shell that starts the embedded servers ended at once; see " + log + ".");
    }

    private static String guardScript() {
        try (InputStream script = ChildProcess.class.getResourceAsStream("guard.sh")) {
            if (script == null) {
                throw new EmbeddedServerException("guard.sh is missing from the jar; build it again with mvn package.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new EmbeddedServerException("guard.sh cannot be read from the jar: " + Disk.describe(broken), broken);
        }
    }
}
