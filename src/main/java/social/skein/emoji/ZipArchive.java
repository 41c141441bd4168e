package social.skein.emoji;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the files of a ZIP archive by its directory, so that an archive that is cut off is refused before any file. */
final class ZipArchive {
    private ZipArchive() {}

    /** Names that are not UTF-8 are read as Latin-1, which has a character for each byte. */
    static void read(Path archive, EmojiFiles files) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile(), StandardCharsets.ISO_8859_1)) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (files.accepts(entry.getName(), !entry.isDirectory())) {
                    try (InputStream file = files.limited(zip.getInputStream(entry))) {
                        files.readFile(entry.getName(), file);
                    }
                }
            }
        }
    }
}
