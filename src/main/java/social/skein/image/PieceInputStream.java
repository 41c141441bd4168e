package social.skein.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/** Reads pieces of a file as one seekable stream through a small buffer; writes no cache file. */
final class PieceInputStream extends ImageInputStreamImpl {
    private static final int BUFFER_BYTES = 16_384;

    private final RandomAccessFile file;
    private final List<Piece> pieces;
    private final long[] starts;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long bufferStart;
    private int buffered;

    /**
     * A range of a file, or bytes in its place. A list of them is what a decoder is shown of a file.
     *
     * @param bytes null for a range of the file
     * @param start position in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(byte @Nullable [] bytes, long start, long length) {

        static Piece range(long start, long length) {
            return new Piece(null, start, length);
        }

        static Piece literal(byte... bytes) {
            return new Piece(bytes, 0, bytes.length);
        }

        /** Appends a range of the file; a range that continues the last one is merged with it. */
        static void append(List<Piece> pieces, long start, long length) {
            Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            if (last != null && last.bytes == null && last.start + last.length == start) {
                pieces.set(pieces.size() - 1, range(last.start, last.length + length));
            } else {
                pieces.add(range(start, length));
            }
        }
    }

    private PieceInputStream(RandomAccessFile file, List<Piece> pieces) {
        this.file = file;
        this.pieces = pieces;
        this.starts = new long[pieces.size() + 1];
        for (int i = 0; i < pieces.size(); i++) {
            starts[i + 1] = starts[i] + pieces.get(i).length();
        }
    }

    static PieceInputStream open(Path file) throws IOException {
        return open(file, List.of(Piece.range(0, Files.size(file))));
    }

    static PieceInputStream open(Path file, List<Piece> pieces) throws IOException {
        return new PieceInputStream(new RandomAccessFile(file.toFile(), "r"), pieces);
    }

    @Override
    public long length() {
        return starts[starts.length - 1];
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        long offset = streamPos - bufferStart;
        if (offset < 0 || offset >= buffered) {
            if (!fill()) {
                return -1;
            }
            offset = 0;
        }
        streamPos++;
        return buffer[(int) offset] & 0xff;
    }

    /** Reads all bytes that are asked for, except at the end: the super class takes fewer for the end of the file. */
    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        bitOffset = 0;
        int done = 0;
        while (done < count) {
            long offset = streamPos - bufferStart;
            if (offset < 0 || offset >= buffered) {
                if (!fill()) {
                    break;
                }
                offset = 0;
            }
            int available = Math.min(count - done, buffered - (int) offset);
            System.arraycopy(buffer, (int) offset, into, from + done, available);
            streamPos += available;
            done += available;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    /** Fills the buffer from the current position with bytes of one piece; false at the end. */
    private boolean fill() throws IOException {
        int index = pieceAt(streamPos);
        if (index < 0) {
            return false;
        }
        Piece piece = pieces.get(index);
        long offset = streamPos - starts[index];
        int count = (int) Math.min(BUFFER_BYTES, piece.length() - offset);
        byte[] bytes = piece.bytes();
        if (bytes == null) {
            file.seek(piece.start() + offset);
            count = file.read(buffer, 0, count);
        } else {
            System.arraycopy(bytes, (int) offset, buffer, 0, count);
        }
        bufferStart = streamPos;
        buffered = Math.max(count, 0);
        return count > 0;
    }

    /** The piece that contains the position, or -1 at the end. */
    private int pieceAt(long position) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (position < starts[middle]) {
                high = middle - 1;
            } else if (position >= starts[middle + 1]) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /** The next bytes; fails with {@link EOFException} if the stream has fewer, before memory is allocated for them. */
    byte[] bytes(long count) throws IOException {
        if (count > length() - streamPos) {
            throw new EOFException();
        }
        byte[] bytes = new byte[Math.toIntExact(count)];
        readFully(bytes);
        return bytes;
    }

    /** The next bytes as text of Latin-1 characters. */
    String characters(int count) throws IOException {
        return new String(bytes(count), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        super.close();
        file.close();
    }
}
