package social.skein.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import social.skein.image.PieceInputStream.Piece;

/**
 * Walks the segments of a JPEG file. Its decoder is shown the tables, the frame and the scans, but no other segment, and
 * nothing behind the end of the picture.
 */
final class JpegParser {
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int RST0 = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;

    /** Metadata and profiles take up a few dozen segments. */
    private static final int MAX_SEGMENTS = 2_000;

    /** Each scan makes the decoder visit all pixels once more, even if it has no data. Encoders write about ten. */
    private static final int MAX_SCANS = 50;

    private static final byte[] JFIF_SEGMENT = {
        (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private final PieceInputStream in;
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<Integer, byte[]> profile = new TreeMap<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private @Nullable ImageHeader header;
    private boolean hasColorMarker;

    JpegParser(PieceInputStream in) {
        this.in = in;
    }

    ImageLayout parse() throws IOException {
        in.seek(2);
        Piece.append(pieces, 0, 2);
        for (int segments = 0; !readSegment(); segments++) {
            if (segments == MAX_SEGMENTS) {
                throw InvalidImageException.corrupt("the picture is damaged: it has too many segments");
            }
        }
        ImageHeader frame = header;
        if (frame == null) {
            throw InvalidImageException.corrupt("the picture is damaged: its size is missing");
        }
        ImageHeader turned = new ImageHeader(
                frame.format(),
                frame.width(),
                frame.height(),
                frame.frames(),
                orientation.exif(),
                frame.bytesPerPixel());
        return ImageLayout.of(turned, pieces, iccProfile());
    }

    /** Returns true after the last scan. */
    private boolean readSegment() throws IOException {
        int marker = marker();
        long start = in.getStreamPosition() - 2;
        if ((marker >= RST0 && marker <= SOI) || marker == 1) {
            return false;
        }
        if (marker == EOI) {
            throw InvalidImageException.corrupt("the picture is damaged: it has no pixels");
        }
        int length = length();
        long end = start + 2 + length;
        switch (marker) {
            case SOS -> {
                Piece.append(pieces, start, endOfScans(end) - start);
                return true;
            }
            case DHT, DQT, DRI -> Piece.append(pieces, start, end - start);
            case APP0, APP1, APP2, APP14 -> readApplicationSegment(marker, in.bytes(length - 2), start);
            default -> readFrame(marker, start, end);
        }
        in.seek(end);
        return false;
    }

    private int marker() throws IOException {
        if (in.readUnsignedByte() != 0xff) {
            throw InvalidImageException.corrupt("the picture is damaged: a segment has a wrong length");
        }
        int marker;
        do {
            marker = in.readUnsignedByte();
        } while (marker == 0xff);
        return marker;
    }

    private int length() throws IOException {
        int length = in.readUnsignedShort();
        if (length < 2) {
            throw InvalidImageException.corrupt("the picture is damaged: a segment has a wrong length");
        }
        return length;
    }

    private void readFrame(int marker, long start, long end) throws IOException {
        // 0xc8 and 0xcc are no frames.
        if (marker < SOF0 || marker > 0xcf || marker == 0xc8 || marker == 0xcc) {
            return;
        }
        if (header != null) {
            throw InvalidImageException.corrupt("the picture is damaged: it has two sizes");
        }
        int bits = in.readUnsignedByte();
        int height = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        int components = in.readUnsignedByte();
        if (marker > SOF2 || bits != 8 || (components != 1 && components != 3 && components != 4)) {
            throw InvalidImageException.unsupported("the picture is a JPEG of a rare kind that browsers do not show");
        }
        // A progressive picture is held as coefficients of 16 bits until its last scan; four colours are held twice.
        int bytesPerPixel = (components == 4 ? 7 : 3) + (marker == SOF2 ? 2 * components : 0);
        header = new ImageHeader(ImageFormat.JPEG, width, height, 1, 1, bytesPerPixel);
        if (components == 3 && !hasColorMarker && in.readUnsignedByte() != 'R') {
            // Otherwise the decoder guesses from the sampling factors whether these are YCbCr or RGB.
            pieces.add(Piece.literal(JFIF_SEGMENT));
        }
        Piece.append(pieces, start, end - start);
    }

    private void readApplicationSegment(int marker, byte[] data, long start) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        if ((marker == APP0 && text.startsWith("JFIF\0")) || (marker == APP14 && text.startsWith("Adobe"))) {
            hasColorMarker = true;
            Piece.append(pieces, start, data.length + 4);
        } else if (marker == APP1 && text.startsWith("Exif\0\0") && orientation.isUpright()) {
            orientation = Orientation.fromExif(data, 6);
        } else if (marker == APP2 && text.startsWith("ICC_PROFILE\0") && data.length > 14) {
            profile.put(data[12] & 0xff, Arrays.copyOfRange(data, 14, data.length));
        }
    }

    /** Profiles of more than 64 kB come in several segments, numbered from 1. A profile of four colours is not used. */
    private byte[] iccProfile() {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int length = profile.values().stream().mapToInt(part -> part.length).sum();
        if (length <= ImageLayout.MAX_PROFILE_BYTES) {
            profile.values().forEach(joined::writeBytes);
        }
        return joined.toByteArray();
    }

    /** The position behind the end marker. */
    private long endOfScans(long position) throws IOException {
        in.seek(position);
        for (int scans = 1; scans <= MAX_SCANS; ) {
            int marker = nextMarkerInScan();
            if (marker == EOI) {
                return in.getStreamPosition();
            }
            scans += marker == SOS ? 1 : 0;
            long start = in.getStreamPosition();
            in.seek(start + length());
        }
        throw InvalidImageException.corrupt("the picture is damaged: it has too many scans");
    }

    private int nextMarkerInScan() throws IOException {
        while (true) {
            int next = in.readUnsignedByte();
            while (next == 0xff) {
                next = in.readUnsignedByte();
                if (next != 0 && next != 0xff && (next < RST0 || next >= SOI)) {
                    return next;
                }
            }
        }
    }
}
