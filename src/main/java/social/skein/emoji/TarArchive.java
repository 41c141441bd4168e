package social.skein.emoji;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the files of a compressed tar archive: ustar, with the long names of GNU tar and of pax. */
final class TarArchive {
    private static final int MAX_NAME_BYTES = 64 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream in;
    private final EmojiFiles files;
    private Optional<String> longName = Optional.empty();

    private TarArchive(InputStream in, EmojiFiles files) {
        this.in = in;
        this.files = files;
    }

    static void read(Path archive, EmojiFiles files) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER_BYTES);
                InputStream in = files.limited(new GZIPInputStream(file))) {
            new TarArchive(in, files).read();
            // The checksum behind the archive says whether it is complete.
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void read() throws IOException {
        for (Optional<TarHeader> next = nextHeader(); next.isPresent(); next = nextHeader()) {
            TarHeader header = next.get();
            TarEntryStream content = new TarEntryStream(in, header.size());
            switch (header.type()) {
                case 'L' -> longName = Optional.of(text(name(content)).split("\0", 2)[0]);
                case 'x' -> longName = paxPath(name(content)).or(() -> longName);
                case 'g' -> {}
                default -> readEntry(header, content);
            }
            content.skipRest();
        }
    }

    private Optional<TarHeader> nextHeader() throws IOException {
        byte[] block = in.readNBytes(TarHeader.BYTES);
        if (block.length == 0) {
            return Optional.empty();
        }
        if (block.length < TarHeader.BYTES) {
            throw TarEntryStream.cutOff();
        }
        return TarHeader.parse(block);
    }

    private void readEntry(TarHeader header, TarEntryStream content) throws IOException {
        String path = longName.orElse(header.name());
        longName = Optional.empty();
        boolean isFile = header.type() == '0' || header.type() == 0;
        if (files.accepts(path, isFile)) {
            files.readFile(path, content);
        }
    }

    private static byte[] name(TarEntryStream content) throws IOException {
        byte[] name = content.readNBytes(MAX_NAME_BYTES + 1);
        if (name.length > MAX_NAME_BYTES) {
            throw new ZipException("one of its names has more than " + MAX_NAME_BYTES + " bytes");
        }
        return name;
    }

    /** A record is its own length in bytes, a space, a key, an equals sign, a value and a line end. */
    private static Optional<String> paxPath(byte[] records) throws IOException {
        String all = new String(records, StandardCharsets.ISO_8859_1);
        Optional<String> path = Optional.empty();
        int at = 0;
        while (at < all.length()) {
            int space = all.indexOf(' ', at);
            long length = space < 0 ? 0 : TarHeader.number(all.substring(at, space), 10);
            if (length <= space - at || length > all.length() - at) {
                throw new ZipException("one of its headers is invalid");
            }
            int end = at + (int) length;
            String entry = all.substring(space + 1, end).stripTrailing();
            if (entry.startsWith("path=")) {
                path = Optional.of(text(entry.substring("path=".length()).getBytes(StandardCharsets.ISO_8859_1)));
            }
            at = end;
        }
        return path;
    }

    private static String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }
}
