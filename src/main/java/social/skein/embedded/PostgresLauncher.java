package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** PostgreSQL as the truth wants it: what it has acknowledged survives a power cut, and rotten pages are noticed. */
record PostgresLauncher(DataFolder folder, Binaries binaries, int port, String password) implements ServerLauncher {
    private static final Pattern MAJOR_VERSION = Pattern.compile("(?s).*PostgreSQL\\) (\\d+).*");
    private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Path log() {
        return folder.log("postgres");
    }

    @Override
    public ChildProcess launch(Progress progress) {
        UnprivilegedUser user = UnprivilegedUser.forPostgres();
        Path programs = binaries.postgres(user, progress);
        checkMajorVersion(programs);
        if (!Files.exists(dataDirectory())) {
            initialize(programs, user, progress);
        }
        user.chown(dataDirectory());
        progress.step("Starting PostgreSQL on port " + port);
        removeStalePidFile();
        return ChildProcess.startGuarded(user.wrap(serverCommand(programs)), "INT", "QUIT", log());
    }

    /** The postmaster writes its state into line 8 of its pid file; asking by a connection would cost a login each time. */
    @Override
    public boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(dataDirectory().resolve("postmaster.pid"));
            return lines.size() >= 8 && lines.get(7).trim().equals("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path dataDirectory() {
        return folder.root().resolve("postgres");
    }

    /** Only what Skein relies on; a person may tune the rest in postgresql.conf, which these lines overrule. */
    private List<String> serverCommand(Path programs) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("bin/postgres").toString(),
                "-D",
                dataDirectory().toString(),
                "-p",
                String.valueOf(port)));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "logging_collector=off",
                "log_timezone=UTC")) {
            command.add("-c");
            command.add(setting);
        }
        return command;
    }

    /** Made aside and moved, so that a start which was broken off leaves nothing that looks like a database. */
    private void initialize(Path programs, UnprivilegedUser user, Progress progress) {
        progress.step("Making a new PostgreSQL database in " + dataDirectory());
        Path half = folder.root().resolve("postgres.new");
        Path passwordFile = folder.root().resolve("postgres.new.password");
        Disk.deleteTree(half);
        Disk.createFolder(half);
        Disk.writeSecret(passwordFile, password);
        user.chown(half);
        user.chown(passwordFile);
        try {
            runToCompletion(user.wrap(initdbCommand(programs, half, passwordFile)));
            runToCompletion(user.wrap(List.of(
                    "sh",
                    "-c",
                    "echo 'CREATE DATABASE skein' | \"$0\" --single -D \"$1\" postgres",
                    programs.resolve("bin/postgres").toString(),
                    half.toString())));
            Files.move(half, dataDirectory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new EmbeddedServerException(dataDirectory() + " cannot be made: " + Disk.describe(refused), refused);
        } finally {
            Disk.deleteTree(passwordFile);
        }
    }

    /**
     * The locale is PostgreSQL's own C.UTF-8: the same order on every machine, so an update of the system cannot corrupt an index.
     * The figures suit a feed on a small machine with solid-state storage: many short transactions, small results, few checkpoints.
     */
    private static List<String> initdbCommand(Path programs, Path data, Path passwordFile) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + data,
                "--username=skein",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
        for (String setting : List.of(
                "password_encryption=scram-sha-256",
                "timezone=UTC",
                "shared_buffers=256MB",
                "max_connections=200",
                "work_mem=8MB",
                "wal_compression=on",
                "max_wal_size=2GB",
                "checkpoint_timeout=15min",
                "random_page_cost=1.1",
                "jit=off")) {
            command.add("--set=" + setting);
        }
        return command;
    }

    private void runToCompletion(List<String> command) {
        ChildProcess child = ChildProcess.startGuarded(command, "INT", "KILL", log());
        if (child.awaitSuccess(INITDB_TIMEOUT)) {
            return;
        }
        LogTail told = child.logTail();
        throw new EmbeddedServerException(
                told.contains("No space left on device")
                        ? "The disk of " + folder.root() + " is full; make room for the PostgreSQL database."
                        : "A new PostgreSQL database cannot be made: " + told.summary() + " (the whole story is in "
                                + log() + ")");
    }

    private void checkMajorVersion(Path programs) {
        String program = programs.resolve("bin/postgres").toString();
        String ours = MAJOR_VERSION
                .matcher(SystemCommand.output(List.of(program, "--version")))
                .replaceFirst("$1");
        String made = dataVersion();
        if (!made.isEmpty() && !made.equals(ours)) {
            throw new EmbeddedServerException("The database in " + dataDirectory() + " was made by PostgreSQL " + made
                    + " and this Skein carries PostgreSQL " + ours
                    + "; start it with the Skein that made it, dump it with pg_dumpall, and load the dump here.");
        }
    }

    private String dataVersion() {
        Path file = dataDirectory().resolve("PG_VERSION");
        try {
            return Files.exists(file) ? Files.readString(file).trim() : "";
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    file + " cannot be read (" + Disk.describe(refused) + "); start Skein as the user who made it.",
                    refused);
        }
    }

    /**
     * A postmaster that was killed leaves its pid file, and the next refuses to start when that number belongs to any process by now,
     * which in a container is nearly always so. We hold the folder's lock, so only the very server of this folder counts.
     */
    private void removeStalePidFile() {
        Path pidFile = dataDirectory().resolve("postmaster.pid");
        try {
            if (Files.exists(pidFile)
                    && !isOwnPostmaster(Files.readAllLines(pidFile).get(0).trim())) {
                Files.delete(pidFile);
            }
        } catch (IOException | IndexOutOfBoundsException refused) {
            throw new EmbeddedServerException(pidFile + " cannot be read: " + Disk.describe(refused), refused);
        }
    }

    private boolean isOwnPostmaster(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(dataDirectory().toString()))
                .isPresent();
    }
}
