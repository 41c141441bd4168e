package social.skein.emoji;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is read of folders and archives, above all of hostile ones. */
class EmojiFilesTest {
    @TempDir
    private Path folder;

    /** Records one line for each file. */
    private static final class Recorder implements ImportSink {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void accept(String path, byte[] content) {
            lines.add(path + "=" + new String(content, StandardCharsets.UTF_8));
        }

        @Override
        public void skip(String path, String reason) {
            lines.add(path + " skipped: " + reason);
        }

        @Override
        public void refuse(String path, String reason) {
            lines.add(path + " refused: " + reason);
        }
    }

    @Test
    void a_folder_is_read_in_the_order_of_the_names() throws IOException {
        Files.writeString(folder.resolve("b.png"), "B");
        Files.writeString(folder.resolve("a.gif"), "A");
        Files.writeString(folder.resolve(".hidden"), "H");
        Files.createDirectory(folder.resolve("c"));

        assertThat(read(folder))
                .containsExactly(".hidden skipped: it is hidden", "a.gif=A", "b.png=B", "c skipped: it is not a file");
    }

    @Test
    void a_zip_archive_is_read_and_no_path_leads_out_of_it() throws IOException {
        Path archive = zip("pack/a.png", "../b.png", "/c.png", "pack/../../d.png", "..\\e.png", "__MACOSX/._a.png");

        assertThat(read(archive))
                .containsExactly(
                        "pack/a.png=pack/a.png",
                        "../b.png refused: its path leads out of the archive",
                        "/c.png refused: its path leads out of the archive",
                        "pack/../../d.png refused: its path leads out of the archive",
                        "..\\e.png refused: its path leads out of the archive",
                        "__MACOSX/._a.png skipped: it is hidden");
        assertThat(Files.list(folder)).containsExactly(archive);
    }

    @Test
    void a_tar_archive_with_long_names_links_and_folders_is_read() throws IOException {
        String longName = "pack/" + "n".repeat(150) + ".png";
        String record = "path=" + longName + "\n";
        int length = record.length() + 4;
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "pack/", '5', "");
        entry(tar, "pack/a.png", '0', "A");
        entry(tar, "../b.png", '0', "B");
        entry(tar, "link.png", '2', "");
        entry(tar, "././@LongLink", 'L', longName + "\0");
        entry(tar, "cut", '0', "C");
        entry(tar, "pax", 'x', length + " " + record);
        entry(tar, "cut", '0', "D");
        entry(tar, "e.png", '\0', "E");
        tar.write(new byte[1024]);

        assertThat(read(gzip(tar.toByteArray())))
                .containsExactly(
                        "pack/ skipped: it is not a file",
                        "pack/a.png=A",
                        "../b.png refused: its path leads out of the archive",
                        "link.png skipped: it is not a file",
                        longName + "=C",
                        longName + "=D",
                        "e.png=E");
    }

    @Test
    void a_damaged_archive_is_refused() throws IOException {
        byte[] zip = Files.readAllBytes(zip("a.png", "b.png"));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "a.png", '0', "A".repeat(5_000));
        byte[] whole = Files.readAllBytes(gzip(tar.toByteArray()));

        assertRefused(Arrays.copyOf(zip, zip.length / 2), "is damaged, nothing was imported");
        assertRefused(Arrays.copyOf(whole, whole.length - 4), "is damaged, nothing was imported");
        assertRefused(Files.readAllBytes(gzip(Arrays.copyOf(tar.toByteArray(), 2_000))), "it ends too early");
        assertRefused(Files.readAllBytes(gzip("x".repeat(512).getBytes(StandardCharsets.UTF_8))), "no tar archive");
        assertRefused(new byte[] {0x1f, (byte) 0x8b}, "is damaged");
        assertRefused("plain text".getBytes(StandardCharsets.UTF_8), "is neither a folder nor a .zip");
        assertRefused(new byte[0], "is neither a folder nor a .zip");
        assertThatThrownBy(() -> EmojiFiles.read(folder.resolve("missing"), ImportSink.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no file or folder");
    }

    @Test
    void a_file_that_is_too_long_is_refused_and_others_are_read() throws IOException {
        byte[] huge = new byte[(8 << 20) + 1];
        Path archive = folder.resolve("huge.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("huge.png"));
            zip.write(huge);
            zip.putNextEntry(new ZipEntry("a.png"));
            zip.write('A');
        }

        assertThat(read(archive)).containsExactly("huge.png refused: it has more than 8 MB", "a.png=A");
        Path single = Files.write(folder.resolve("huge.png"), huge);
        assertThatThrownBy(() -> EmojiFiles.readPicture(single)).hasMessageContaining("it has more than 8 MB");
    }

    @Test
    void a_decompression_bomb_is_refused() throws IOException {
        byte[] zeros = compress(new byte[8 << 20]);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "bomb.png", '0', "", 600L << 20);
        Path archive = folder.resolve("bomb.tar.gz");
        try (OutputStream out = Files.newOutputStream(archive)) {
            out.write(compress(tar.toByteArray()));
            for (int member = 0; member < 75; member++) {
                out.write(zeros);
            }
        }

        assertThat(Files.size(archive)).isLessThan(1 << 20);
        assertThatThrownBy(() -> EmojiFiles.read(archive, ImportSink.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 512 MB together; nothing was imported");
    }

    @Test
    void an_archive_with_too_many_files_is_refused() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "a.png", '0', "");
        byte[] header = tar.toByteArray();
        for (int file = 1; file <= 10_000; file++) {
            tar.write(header);
        }
        Path archive = gzip(tar.toByteArray());

        assertThatThrownBy(() -> EmojiFiles.read(archive, ImportSink.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There are more than 10000 files; nothing was imported");
    }

    private static List<String> read(Path source) throws IOException {
        Recorder recorder = new Recorder();
        assertThat(EmojiFiles.read(source, recorder)).isEqualTo(recorder.lines.size());
        return recorder.lines;
    }

    private void assertRefused(byte[] archive, String reason) throws IOException {
        Path file = Files.write(folder.resolve("hostile"), archive);
        assertThatThrownBy(() -> EmojiFiles.read(file, ImportSink.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    /** Writes a ZIP archive in which each file contains its own path. */
    private Path zip(String... paths) throws IOException {
        Path archive = folder.resolve("pack.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String path : paths) {
                zip.putNextEntry(new ZipEntry(path));
                zip.write(path.getBytes(StandardCharsets.UTF_8));
            }
        }
        return archive;
    }

    private Path gzip(byte[] tar) throws IOException {
        return Files.write(folder.resolve("pack.tar.gz"), compress(tar));
    }

    private static byte[] compress(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static void entry(ByteArrayOutputStream tar, String name, char type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        entry(tar, name, type, content, bytes.length);
    }

    private static void entry(ByteArrayOutputStream tar, String name, char type, String content, long size)
            throws IOException {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format(Locale.ROOT, "%011o", size));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar");
        int sum = 0;
        for (byte part : header) {
            sum += part & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        tar.write(header);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        tar.write(Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
