package social.skein.emoji;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Reads the files of a folder, a ZIP or a compressed tar archive. Nothing is unpacked to disk, and only one file is in
 * memory at a time. Blocks.
 */
public final class EmojiFiles {
    private static final String ZIP_SIGNATURE = "PK";
    private static final String GZIP_SIGNATURE = "\u001f\u008b";

    private final ImportSink sink;
    private final ImportLimits limits = new ImportLimits();

    private EmojiFiles(ImportSink sink) {
        this.sink = sink;
    }

    /**
     * Passes each file to the sink and returns their number. An {@link IllegalArgumentException} if the path is no folder or archive, or if the
     * archive is damaged or too large.
     */
    public static int read(Path source, ImportSink sink) throws IOException {
        EmojiFiles files = new EmojiFiles(sink);
        try {
            if (Files.isDirectory(source)) {
                files.readFolder(source);
            } else {
                files.readArchive(source);
            }
            return files.limits.entries();
        } catch (ImportLimits.ExceededException exceeded) {
            throw new IllegalArgumentException(source + " is refused: " + exceeded.getMessage(), exceeded);
        } catch (ZipException | EOFException damaged) {
            throw new IllegalArgumentException(
                    source + " is damaged, nothing was imported: " + damaged.getMessage(), damaged);
        }
    }

    /** Reads one picture; an {@link IllegalArgumentException} if there is none, or if it is too long. */
    public static byte[] readPicture(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + ".");
        }
        try (InputStream input = Files.newInputStream(file)) {
            return new ImportLimits()
                    .read(input)
                    .orElseThrow(() ->
                            new IllegalArgumentException(file + " cannot be used: " + ImportLimits.tooLong() + "."));
        }
    }

    private void readArchive(Path archive) throws IOException {
        switch (signature(archive)) {
            case ZIP_SIGNATURE -> ZipArchive.read(archive, this);
            case GZIP_SIGNATURE -> TarArchive.read(archive, this);
            default ->
                throw new IllegalArgumentException(
                        archive + " is neither a folder nor a .zip, .tar.gz or .tgz archive.");
        }
    }

    private static String signature(Path source) throws IOException {
        if (!Files.isRegularFile(source)) {
            throw new IllegalArgumentException("There is no file or folder " + source + ".");
        }
        try (InputStream input = Files.newInputStream(source)) {
            return new String(input.readNBytes(2), StandardCharsets.ISO_8859_1);
        }
    }

    private void readFolder(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.sorted().toList();
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            boolean isFile = Files.isRegularFile(entry);
            if (accepts(name, isFile)) {
                try (InputStream file = limited(Files.newInputStream(entry))) {
                    readFile(name, file);
                }
            }
        }
    }

    /** Counts an entry and says whether to read it. One that is not read is reported to the sink. */
    boolean accepts(String path, boolean isFile) throws IOException {
        limits.countEntry();
        List<String> segments = Arrays.asList(path.split("[/\\\\]", -1));
        if (segments.contains("..") || segments.get(0).isEmpty() || path.indexOf('\0') >= 0) {
            sink.refuse(path, "its path leads out of the archive");
            return false;
        }
        if (segments.stream().anyMatch(EmojiFiles::isHidden)) {
            sink.skip(path, "it is hidden");
            return false;
        }
        if (!isFile) {
            sink.skip(path, "it is not a file");
        }
        return isFile;
    }

    /** Archives of macOS have a file with attributes for each file, in the second folder. */
    private static boolean isHidden(String name) {
        return (name.startsWith(".") && name.length() > 1) || name.equals("__MACOSX");
    }

    /** Reads a file whose bytes are {@linkplain #limited counted}. */
    void readFile(String path, InputStream file) throws IOException {
        Optional<byte[]> content = limits.read(file);
        if (content.isPresent()) {
            sink.accept(path, content.get());
        } else {
            sink.refuse(path, ImportLimits.tooLong());
        }
    }

    /** The same stream, which fails when all of them have delivered too much. */
    InputStream limited(InputStream stream) {
        return limits.limit(stream);
    }
}
