package social.skein.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A part of a file as the body of a request. The client may read it more than once: for the signature, and for each
 * attempt. All its streams share one open file, since the client does not close them reliably; a channel would be
 * closed for good by the interrupt with which an attempt ends that takes too long.
 */
final class FileRegion implements ContentStreamProvider, AutoCloseable {
    private final RandomAccessFile file;
    private final long start;
    private final long length;

    FileRegion(Path path, long start, long length) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
        this.start = start;
        this.length = length;
    }

    RequestBody asBody(String contentType) {
        return RequestBody.fromContentProvider(this, length, contentType);
    }

    @Override
    public InputStream newStream() {
        return new Stream();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Each stream has a position of its own. */
    private final class Stream extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (position >= length) {
                return count == 0 ? 0 : -1;
            }
            file.seek(start + position);
            int read = file.read(target, offset, (int) Math.min(count, length - position));
            position += Math.max(read, 0);
            return read;
        }
    }
}
