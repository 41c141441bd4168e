package social.skein.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of known length that reports the fraction read. */
final class ProgressInputStream extends FilterInputStream {
    private final long length;
    private final Progress progress;
    private final String work;
    private long read;

    ProgressInputStream(InputStream in, long length, Progress progress, String work) {
        super(in);
        this.length = length;
        this.progress = progress;
        this.work = work;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int got = super.read(into, offset, count);
        read += Math.max(got, 0);
        if (got > 0 && read < length) {
            progress.fraction(work, (double) read / length);
        }
        return got;
    }
}
