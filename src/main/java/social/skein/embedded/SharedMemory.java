package social.skein.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory that PostgreSQL's processes share for parallel queries. By default it is in {@code /dev/shm}, which
 * containers limit: where that is small, PostgreSQL uses files in its data folder instead.
 */
final class SharedMemory {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    /** A parallel query needs up to the hash memory of all its workers. */
    private static final long MIN_MB = 48;

    private SharedMemory() {}

    static List<String> settings() {
        return isSmall(SHARED_MEMORY) ? List.of("dynamic_shared_memory_type=mmap") : List.of();
    }

    static boolean isSmall(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getUsableSpace() >> 20 < MIN_MB;
        } catch (IOException absent) {
            // macOS has none, and PostgreSQL chooses another kind itself.
            return false;
        }
    }
}
