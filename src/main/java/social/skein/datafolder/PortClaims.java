package social.skein.datafolder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The ports that the running processes of a data folder have claimed for one purpose, so that two that start at once do
 * not choose the same. Claims that were copied with the folder, or left behind by a dead process, do not count.
 */
public final class PortClaims {
    private final Path folder;
    private final Path dataFolder;

    /** @param purpose the name of a folder in {@code run} that this class owns */
    public PortClaims(Path dataFolder, String purpose) {
        this.dataFolder = dataFolder;
        this.folder = dataFolder.resolve("run").resolve(purpose);
    }

    /** The folder of the claims. */
    public Path folder() {
        return folder;
    }

    /** Runs a step that reads and makes claims, while no other process or thread does so. */
    public <T> T locked(Supplier<T> step) {
        // The lock of a file is held by the process, so it does not separate threads.
        synchronized (PortClaims.class) {
            try {
                Files.createDirectories(folder);
                try (FileChannel lock =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    lock.lock();
                    return step.get();
                }
            } catch (IOException unwritable) {
                throw unusable(unwritable);
            }
        }
    }

    /** Claims a port for this process. */
    public void claim(int port) {
        try {
            Files.writeString(
                    folder.resolve(Integer.toString(port)), ProcessIdentity.current() + "\n" + identity() + "\n");
        } catch (IOException unwritable) {
            throw unusable(unwritable);
        }
    }

    /** Releases a port that this process has claimed. */
    public void release(int port) {
        try {
            Files.deleteIfExists(folder.resolve(Integer.toString(port)));
        } catch (IOException unwritable) {
            throw unusable(unwritable);
        }
    }

    /** The ports claimed by running processes; deletes the other claims. */
    public List<Integer> livePorts() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Integer> ports = new ArrayList<>();
        try (var files = Files.list(folder)) {
            FolderIdentity identity = identity();
            for (Path file : files.toList()) {
                String port = String.valueOf(file.getFileName());
                if (!port.matches("[0-9]{1,5}")) {
                    continue;
                }
                if (isLive(Files.readString(file), identity)) {
                    ports.add(Integer.parseInt(port));
                } else {
                    Files.deleteIfExists(file);
                }
            }
            return ports;
        } catch (IOException unreadable) {
            throw unusable(unreadable);
        }
    }

    private static boolean isLive(String claim, FolderIdentity identity) {
        List<String> lines = claim.lines().toList();
        return lines.size() == 2
                && FolderIdentity.parse(lines.get(1))
                        .filter(identity::isSameFolder)
                        .isPresent()
                && ProcessIdentity.parse(lines.get(0))
                        .flatMap(ProcessIdentity::handle)
                        .isPresent();
    }

    private FolderIdentity identity() throws IOException {
        return FolderIdentity.of(dataFolder);
    }

    private UncheckedIOException unusable(IOException failure) {
        return new UncheckedIOException(
                "The data folder cannot be used: " + folder + ": " + reason(failure)
                        + ". Let this user write there, or set data.dir (SKEIN_DATA_DIR) to another folder.",
                failure);
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(failure.getMessage());
    }
}
