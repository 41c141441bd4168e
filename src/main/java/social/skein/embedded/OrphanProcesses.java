package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import social.skein.datafolder.FolderIdentity;
import social.skein.datafolder.ProcessIdentity;

/**
 * Records the server processes of the owner, so that the next owner can wait for their end: after {@code kill -9} of
 * the owner they need a moment to stop.
 *
 * <p>Only processes that run on this folder count. The records may have been copied with the folder, and then belong to
 * the servers of another deployment.
 */
record OrphanProcesses(Path folder, FolderIdentity dataFolder) {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);

    static OrphanProcesses of(DataFolder folder) {
        return new OrphanProcesses(folder.root().resolve("run"), folder.identity());
    }

    /** Records a server and the folder in which it works. */
    void record(ServerLauncher server, long pid) {
        Disk.writeSecret(
                folder.resolve(server.name()),
                ProcessIdentity.of(pid) + "\n" + dataFolder + "\n" + server.directoryName() + "\n");
    }

    void awaitExit() {
        for (Path file : Disk.children(folder)) {
            if (Files.isRegularFile(file)) {
                ownProcess(file).flatMap(ProcessIdentity::handle).ifPresent(OrphanProcesses::awaitExit);
            }
        }
    }

    private static void awaitExit(ProcessHandle orphan) {
        if (Polling.until(() -> !orphan.isAlive(), EXIT_TIMEOUT)) {
            return;
        }
        orphan.destroyForcibly();
        if (!Polling.until(() -> !orphan.isAlive(), EXIT_TIMEOUT)) {
            throw new EmbeddedServerException("Process " + orphan.pid()
                    + " of an earlier start of this data folder does not end; kill it, then start again.");
        }
    }

    /** The recorded process, if it is a server of this folder. */
    Optional<ProcessIdentity> ownProcess(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 3
                    || FolderIdentity.parse(lines.get(1))
                            .filter(dataFolder::isSameFolder)
                            .isEmpty()) {
                return Optional.empty();
            }
            Path working = dataFolder.path().resolve(lines.get(2));
            return ProcessIdentity.parse(lines.get(0)).filter(process -> process.worksIn(working));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
