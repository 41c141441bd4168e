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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that exits when this one does: its standard input is a pipe held only by this process, and end of file is
 * its signal to stop.
 *
 * <p>It runs in its own session, so that Ctrl-C reaches only this process, which decides the order of the shutdown. Its
 * working folder proves to which data folder it belongs ({@link OrphanProcesses}).
 */
final class ChildProcess {
    /** A little longer than guard.sh waits before it kills a server. */
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

    /**
     * Starts a server under guard.sh, which sends it the given signals once the end of the pipe in this process closes.
     */
    static ChildProcess startGuarded(
            List<String> command, Path folder, String gentleSignal, String hardSignal, Path log) {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", guardScript(), "guard", gentleSignal, hardSignal));
        guarded.add(log.toString());
        guarded.addAll(command);
        long logStart = log.toFile().length();
        ProcessBuilder builder = new ProcessBuilder().redirectOutput(ProcessBuilder.Redirect.PIPE);
        ChildEnvironment.setNative(builder.environment());
        Process process = start(builder.directory(folder.toFile()), guarded, log);
        return new ChildProcess(process, readPid(process, log), log, logStart);
    }

    /** Starts a Java program that watches its standard input itself. */
    static ChildProcess startJava(List<String> command, Path folder, Path log) {
        long logStart = log.toFile().length();
        ProcessBuilder builder = new ProcessBuilder().redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ChildEnvironment.setJava(builder.environment());
        Process process = start(builder.directory(folder.toFile()), command, log);
        return new ChildProcess(process, process.pid(), log, logStart);
    }

    /** The pid of the server, not of the guarding shell. */
    long pid() {
        return serverPid;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    LogTail logTail() {
        return new LogTail(log, logOffset);
    }

    /** Waits for a program to end; true if it succeeded. */
    boolean awaitSuccess(Duration timeout) {
        if (!Polling.until(() -> !process.isAlive(), timeout)) {
            stop();
            return false;
        }
        return process.exitValue() == 0;
    }

    void stop() {
        try (OutputStream pipe = process.getOutputStream()) {
            // Signals KafkaMain that its parent is alive and waits, so that it may take longer.
            pipe.write('\n');
        } catch (IOException ended) {
            // Already down.
        }
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Kills the server like a power failure and waits until it and its descendants are gone. */
    void kill() {
        List<ProcessHandle> processes = new ArrayList<>();
        ProcessHandle.of(serverPid).ifPresent(server -> {
            server.descendants().forEach(processes::add);
            processes.add(server);
            server.destroyForcibly();
        });
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException timeout) {
            processes.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder, List<String> command, Path log) {
        List<String> fullCommand = new ArrayList<>(OperatingSystem.sessionCommand());
        fullCommand.addAll(command);
        builder.command(fullCommand).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return builder.start();
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    command.get(0) + " cannot be run (" + Disk.describe(refused)
                            + "); the embedded servers need a POSIX shell, and setsid or perl.",
                    refused);
        }
    }

    private static long readPid(Process process, Path log) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            if (line != null) {
                return Long.parseLong(line.trim());
            }
        } catch (IOException | NumberFormatException unreadable) {
            process.destroyForcibly();
        }
        throw new EmbeddedServerException(
                "The shell that starts the embedded servers exited immediately; see " + log + ".");
    }

    private static String guardScript() {
        try (InputStream script = ChildProcess.class.getResourceAsStream("guard.sh")) {
            if (script == null) {
                throw new EmbeddedServerException("guard.sh is missing from the jar; rebuild it with mvn package.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new EmbeddedServerException("guard.sh cannot be read from the jar: " + Disk.describe(broken), broken);
        }
    }
}
