package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.datafolder.ProcessIdentity;

/**
 * PostgreSQL configured for durability: acknowledged writes survive a power failure, and corrupt pages are detected.
 */
record PostgresLauncher(DataFolder folder, Binaries binaries, int port, String password) implements ServerLauncher {
    private static final Pattern MAJOR_VERSION = Pattern.compile("(?s).*PostgreSQL\\) (\\d+).*");
    private static final Pattern POSTMASTER_PID = Pattern.compile("(\\d{1,18})\\R");
    private static final String NOT_CREATED = "A new PostgreSQL database cannot be created";
    /** Includes the recovery of a database that was copied while it ran. */
    private static final Duration PREPARATION_TIMEOUT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String directoryName() {
        return "postgres";
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
        if (!Files.exists(directory())) {
            initialize(programs, user, progress);
            folder.confirmDatabasePassword();
        }
        user.chown(directory());
        progress.step("Starting PostgreSQL on port " + port);
        removeStalePidFile();
        if (folder.isDatabasePasswordChanged()) {
            changePassword(programs, user);
            folder.confirmDatabasePassword();
        }
        return ChildProcess.startGuarded(user.wrap(serverCommand(programs)), folder.root(), "INT", "QUIT", log());
    }

    /**
     * The postmaster writes its state into line 8 of its pid file; polling by connection would cost a login each time.
     */
    @Override
    public boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(directory().resolve("postmaster.pid"));
            return lines.size() >= 8 && lines.get(7).trim().equals("ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Only the settings Skein relies on. They override postgresql.conf, where operators may tune the rest. */
    private List<String> serverCommand(Path programs) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("bin/postgres").toString(), "-D", directory().toString(), "-p", String.valueOf(port)));
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "logging_collector=off",
                "log_timezone=UTC"));
        settings.addAll(SharedMemory.settings());
        settings.forEach(setting -> {
            command.add("-c");
            command.add(setting);
        });
        return command;
    }

    /**
     * Sets the password without a connection, since the former password may belong to another deployment. The input is
     * a file, since every user of the machine can read command-line arguments.
     */
    private void changePassword(Path programs, UnprivilegedUser user) {
        Path statement = folder.root().resolve("postgres.password.sql");
        Disk.writeSecret(statement, "ALTER ROLE skein PASSWORD '" + password + "'\n");
        user.chown(statement);
        try {
            runToCompletion(
                    user.wrap(List.of(
                            "sh",
                            "-c",
                            "\"$0\" --single -D \"$1\" postgres <\"$2\"",
                            programs.resolve("bin/postgres").toString(),
                            directory().toString(),
                            statement.toString())),
                    "The embedded PostgreSQL ended during startup");
        } finally {
            Disk.deleteTree(statement);
        }
    }

    /** Initializes in a temporary folder and renames it, so that an interrupted start leaves no partial database. */
    private void initialize(Path programs, UnprivilegedUser user, Progress progress) {
        progress.step("Creating a new PostgreSQL database in " + directory());
        Path temporary = folder.root().resolve("postgres.new");
        Path passwordFile = folder.root().resolve("postgres.new.password");
        Disk.deleteTree(temporary);
        Disk.createFolder(temporary);
        Disk.writeSecret(passwordFile, password);
        user.chown(temporary);
        user.chown(passwordFile);
        try {
            runToCompletion(user.wrap(initdbCommand(programs, temporary, passwordFile)), NOT_CREATED);
            runToCompletion(
                    user.wrap(List.of(
                            "sh",
                            "-c",
                            "echo 'CREATE DATABASE skein' | \"$0\" --single -D \"$1\" postgres",
                            programs.resolve("bin/postgres").toString(),
                            temporary.toString())),
                    NOT_CREATED);
            Files.move(temporary, directory(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new EmbeddedServerException(directory() + " cannot be created: " + Disk.describe(refused), refused);
        } finally {
            Disk.deleteTree(passwordFile);
        }
    }

    /**
     * The locale is the builtin C.UTF-8: the same sort order on every machine, so that a system update cannot corrupt
     * an index. The other settings suit a feed on a small machine with an SSD: many short transactions, small results,
     * few checkpoints.
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
        List<String> settings = new ArrayList<>(List.of(
                "password_encryption=scram-sha-256",
                "timezone=UTC",
                "shared_buffers=256MB",
                "max_connections=200",
                "work_mem=8MB",
                "wal_compression=on",
                "max_wal_size=2GB",
                "checkpoint_timeout=15min",
                "random_page_cost=1.1",
                "jit=off"));
        settings.addAll(SharedMemory.settings());
        settings.forEach(setting -> command.add("--set=" + setting));
        return command;
    }

    private void runToCompletion(List<String> command, String failure) {
        ChildProcess child = ChildProcess.startGuarded(command, folder.root(), "INT", "KILL", log());
        if (child.awaitSuccess(PREPARATION_TIMEOUT)) {
            return;
        }
        LogTail logTail = child.logTail();
        throw new EmbeddedServerException(StartFailureAnalyzer.knownCause(logTail, folder.root())
                .orElseGet(() -> failure + ": " + logTail.summary() + " (full log: " + log() + ")"));
    }

    private void checkMajorVersion(Path programs) {
        String program = programs.resolve("bin/postgres").toString();
        String bundled = MAJOR_VERSION
                .matcher(SystemCommand.output(List.of(program, "--version")))
                .replaceFirst("$1");
        String existing = dataVersion();
        if (!existing.isEmpty() && !existing.equals(bundled)) {
            throw new EmbeddedServerException(
                    "The database in " + directory() + " was created by PostgreSQL " + existing
                            + ", but this Skein contains PostgreSQL " + bundled
                            + "; start it with the earlier Skein, dump it with pg_dumpall, and restore the dump here.");
        }
    }

    private String dataVersion() {
        Path file = directory().resolve("PG_VERSION");
        try {
            return Files.exists(file) ? Files.readString(file).trim() : "";
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    file + " cannot be read (" + Disk.describe(refused) + "); start Skein as its owner.", refused);
        }
    }

    /**
     * A killed postmaster leaves its pid file, and the next one refuses to start if any process has that pid, which is
     * likely in a container. This process holds the lock of the folder, so only a postmaster of this folder counts.
     */
    private void removeStalePidFile() {
        Path pidFile = directory().resolve("postmaster.pid");
        try {
            if (Files.exists(pidFile) && !isOwnPostmaster(Files.readString(pidFile))) {
                Files.delete(pidFile);
            }
        } catch (IOException refused) {
            throw new EmbeddedServerException(pidFile + " cannot be read: " + Disk.describe(refused), refused);
        }
    }

    /** A file whose first line is no pid is from a crash or a full disk while it was written. */
    private boolean isOwnPostmaster(String pidFile) {
        Matcher pid = POSTMASTER_PID.matcher(pidFile);
        return pid.lookingAt()
                && ProcessIdentity.of(Long.parseLong(pid.group(1))).worksIn(directory());
    }
}
