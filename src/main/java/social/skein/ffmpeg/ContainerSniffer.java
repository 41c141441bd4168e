package social.skein.ffmpeg;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Recognizes a container by its first bytes. ffmpeg's own detection is never used: it also finds playlists, which name
 * other files and addresses to read.
 */
final class ContainerSniffer {
    /** The document type of WebM is within the first element. */
    private static final int HEAD_BYTES = 4_096;

    private static final int ID3_HEADER_BYTES = 10;
    private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

    /** The first box of QuickTime files that have no {@code ftyp}. */
    private static final Set<String> QUICKTIME_BOXES = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

    private ContainerSniffer() {}

    /** Empty if the first bytes are those of no supported container. */
    static Optional<Container> sniff(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] head = input.readNBytes(HEAD_BYTES);
            if (!startsWith(head, 0, "ID3") || head.length < ID3_HEADER_BYTES) {
                return sniff(head);
            }
            // The tag can precede sound of any format, and contain a picture of any size.
            input.skipNBytes(Math.max(0, ID3_HEADER_BYTES + id3Bytes(head) - head.length));
            int start = (int) Math.min(head.length, ID3_HEADER_BYTES + id3Bytes(head));
            byte[] rest = input.readNBytes(HEAD_BYTES);
            byte[] sound = new byte[head.length - start + rest.length];
            System.arraycopy(head, start, sound, 0, head.length - start);
            System.arraycopy(rest, 0, sound, head.length - start, rest.length);
            return sniff(sound)
                    .filter(found -> found == Container.ADTS || found == Container.FLAC)
                    .or(() -> Optional.of(Container.MP3));
        } catch (EOFException truncated) {
            return Optional.empty();
        }
    }

    static Optional<Container> sniff(byte[] head) {
        if (startsWith(head, 4, "ftyp")) {
            return Optional.of(byBrand(text(head, 8)));
        }
        if (QUICKTIME_BOXES.contains(text(head, 4))) {
            return Optional.of(Container.QUICKTIME);
        }
        if (startsWith(head, 0, "\u001aE\u00df\u00a3")) {
            return Optional.of(
                    new String(head, StandardCharsets.ISO_8859_1).contains("webm")
                            ? Container.WEBM
                            : Container.MATROSKA);
        }
        if (startsWith(head, 0, "OggS")) {
            return Optional.of(Container.OGG);
        }
        if (startsWith(head, 0, "fLaC")) {
            return Optional.of(Container.FLAC);
        }
        if (startsWith(head, 0, "RIFF") && startsWith(head, 8, "WAVE")) {
            return Optional.of(Container.WAV);
        }
        if (startsWith(head, 0, "GIF87a") || startsWith(head, 0, "GIF89a")) {
            return Optional.of(Container.GIF);
        }
        return byFrameHeader(head);
    }

    private static Container byBrand(String brand) {
        if (AVIF_BRANDS.contains(brand)) {
            return Container.AVIF;
        }
        if (HEIC_BRANDS.contains(brand)) {
            return Container.HEIC;
        }
        return brand.equals("qt  ") ? Container.QUICKTIME : Container.MP4;
    }

    /** MP3 and AAC frames begin with 11 one-bits; the layer, which AAC leaves 0, distinguishes them. */
    private static Optional<Container> byFrameHeader(byte[] head) {
        if (head.length < 4 || (head[0] & 0xff) != 0xff || (head[1] & 0xe0) != 0xe0) {
            return Optional.empty();
        }
        boolean isMpegAudio = (head[1] & 0x06) == 0x02;
        boolean isAdts = (head[1] & 0xf6) == 0xf0;
        boolean hasBitRate = (head[2] & 0xf0) != 0xf0 && (head[2] & 0x0c) != 0x0c;
        if (isAdts) {
            return Optional.of(Container.ADTS);
        }
        return isMpegAudio && hasBitRate ? Optional.of(Container.MP3) : Optional.empty();
    }

    /** The length after the header: four bytes of seven bits each. */
    private static long id3Bytes(byte[] head) {
        return (head[6] & 0x7fL) << 21 | (head[7] & 0x7fL) << 14 | (head[8] & 0x7fL) << 7 | (head[9] & 0x7fL);
    }

    private static boolean startsWith(byte[] head, int offset, String magic) {
        return head.length >= offset + magic.length()
                && new String(head, offset, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }

    private static String text(byte[] head, int offset) {
        return head.length < offset + 4 ? "" : new String(head, offset, 4, StandardCharsets.ISO_8859_1);
    }
}
