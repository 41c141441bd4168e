package social.skein.emoji;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bounds what is read from one folder or archive. An archive can contain far more than its size suggests. */
final class ImportLimits {
    private static final int MAX_FILES = 10_000;
    private static final int MAX_FILE_BYTES = 8 << 20;
    private static final long MAX_BYTES = 512L << 20;

    private int entries;
    private long bytes;

    /** Too many files or bytes: nothing of the archive is used. The message is a sentence for the operator. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        private ExceededException(String message) {
            super(message);
        }
    }

    /** Why a file that is longer cannot be used. */
    static String tooLong() {
        return "it has more than " + (MAX_FILE_BYTES >> 20) + " MB";
    }

    /** Counts a file, folder or other entry. */
    void countEntry() throws ExceededException {
        if (++entries > MAX_FILES) {
            throw new ExceededException("There are more than " + MAX_FILES + " files; nothing was imported");
        }
    }

    int entries() {
        return entries;
    }

    /** Reads a file; empty if it is too long. */
    Optional<byte[]> read(InputStream file) throws IOException {
        byte[] content = file.readNBytes(MAX_FILE_BYTES + 1);
        return content.length > MAX_FILE_BYTES ? Optional.empty() : Optional.of(content);
    }

    /** The same stream, which fails when all streams together have delivered too much. */
    InputStream limit(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                count(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                count(Math.max(0, read));
                return read;
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = super.skip(count);
                count(skipped);
                return skipped;
            }
        };
    }

    private void count(long more) throws ExceededException {
        bytes += more;
        if (bytes > MAX_BYTES) {
            throw new ExceededException(
                    "The files have more than " + (MAX_BYTES >> 20) + " MB together; nothing was imported");
        }
    }
}
