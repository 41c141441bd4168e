package social.skein.objectstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/**
 * Writes objects so that neither a crash nor a power failure leaves a part of one: each is written to a temporary file,
 * flushed to the disk, and renamed. Blocks.
 */
final class DiskWriter {
    private static final int LOCKS = 64;

    private final DiskLayout layout;
    /** Two writes of one key must not mix the metadata of one with the bytes of the other. */
    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(number -> new Object()).toArray();

    DiskWriter(DiskLayout layout) {
        this.layout = layout;
    }

    void put(String key, Path source, ObjectMetadata metadata) throws IOException {
        Path target = layout.object(key);
        long size = SourceFile.requireSize(source);
        Path data = layout.temporary();
        Path headers = layout.temporary();
        try {
            copy(source, size, data);
            write(headers, MetadataFile.format(metadata));
            Files.createDirectories(target.getParent());
            synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
                rename(headers, data, target);
            }
            flushFolders(target);
        } finally {
            Files.deleteIfExists(data);
            Files.deleteIfExists(headers);
        }
    }

    private static void copy(Path source, long size, Path target) throws IOException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = create(target)) {
            long position = 0;
            while (position < size) {
                long copied = in.transferTo(position, size - position, out);
                if (copied == 0) {
                    throw new IOException(source + " became shorter while it was stored");
                }
                position += copied;
            }
            out.force(true);
        }
    }

    private static void write(Path target, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = create(target)) {
            while (bytes.hasRemaining()) {
                int ignored = out.write(bytes);
            }
            out.force(true);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** The metadata first: an object without them would be served with a wrong type. */
    private static void rename(Path headers, Path data, Path target) throws IOException {
        Path metadata = DiskLayout.metadata(target);
        try {
            move(headers, metadata);
            move(data, target);
        } catch (IOException failed) {
            if (!Files.isRegularFile(target)) {
                Files.deleteIfExists(metadata);
            }
            throw failed;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Each folder up to the root may be new, and its name is on the disk only if its parent was flushed. */
    private void flushFolders(Path target) throws IOException {
        for (Path folder = target.getParent(); folder != null; folder = folder.getParent()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
            if (folder.equals(layout.root())) {
                return;
            }
        }
    }

    /** Writes and deletes a file. */
    void probe() throws IOException {
        layout.requireMounted();
        Path file = layout.temporary();
        try {
            write(file, "probe");
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
