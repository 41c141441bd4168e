package social.skein.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The head of a response, assembled from the received bytes. */
final class ResponseHead {
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final String CONTENT_LENGTH = "\r\ncontent-length:";

    private final byte[] bytes = new byte[8 * 1024];
    private int size;
    private int matched;

    /** Consumes bytes until the head is complete; the bytes after it remain in the buffer. */
    boolean readUntilEnd(ByteBuffer received) {
        while (received.hasRemaining()) {
            byte next = received.get();
            bytes[size++] = next;
            matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
            if (matched == END.length) {
                return true;
            }
        }
        return false;
    }

    int status() {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    int contentLength() {
        String text = new String(bytes, 0, size, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = text.indexOf(CONTENT_LENGTH);
        if (at < 0) {
            throw new IllegalStateException("The response has no Content-Length:\n" + text);
        }
        int from = at + CONTENT_LENGTH.length();
        return Integer.parseInt(text.substring(from, text.indexOf('\r', from)).strip());
    }

    void clear() {
        size = 0;
        matched = 0;
    }
}
