package social.skein.emoji;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of one entry of a tar archive. */
final class TarEntryStream extends InputStream {
    private final InputStream archive;
    private final long padding;
    private long left;

    TarEntryStream(InputStream archive, long size) {
        this.archive = archive;
        this.padding = -size & (TarHeader.BYTES - 1);
        this.left = size;
    }

    static EOFException cutOff() {
        return new EOFException("it ends too early");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = archive.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw cutOff();
        }
        left -= read;
        return read;
    }

    /** Goes to the header of the next entry. */
    void skipRest() throws IOException {
        try {
            archive.skipNBytes(left + padding);
        } catch (EOFException end) {
            throw cutOff();
        }
        left = 0;
    }
}
