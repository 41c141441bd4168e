package social.skein.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection on which a test sends raw bytes, which an HTTP client library would not send. */
public final class RawHttpConnection implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream input;

    private RawHttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    /** A response as received; the status is 0 if the peer closed the connection without one. */
    public record RawResponse(int status, String head, String body) {
        public String header(String name) {
            Matcher header = Pattern.compile("^" + name + ": (.*?)\\r?$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE)
                    .matcher(head);
            return header.find() ? header.group(1) : "";
        }
    }

    public static RawHttpConnection connect(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new RawHttpConnection(socket);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Sends these characters as one byte each; returns whether the connection still accepts them. */
    public boolean send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Reads the next response, with a body of its Content-Length, so it must not be a response to HEAD. */
    public RawResponse readResponse() {
        String head = readUntil("\r\n\r\n");
        if (head.length() < 12) {
            return new RawResponse(0, head, "");
        }
        Matcher length = CONTENT_LENGTH.matcher(head);
        String body = length.find() ? readBody(Integer.parseInt(length.group(1))) : "";
        return new RawResponse(Integer.parseInt(head.substring(9, 12)), head, body);
    }

    /** Reads until the peer closes the connection; fails if it does not do so before the timeout. */
    public String readUntilClosed(Duration timeout) {
        return readUntilClosed(timeout, "");
    }

    /** Reads until the peer closes the connection and sends a little repeatedly, so that it is never idle. */
    public String readUntilClosed(Duration timeout, String keepAlive) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        long end = System.nanoTime() + timeout.toNanos();
        boolean open = true;
        while (open) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "The peer did not close the connection within " + timeout + ", and sent " + received);
            }
            open = readAvailable(received) && send(keepAlive);
        }
        return received.toString(StandardCharsets.UTF_8);
    }

    /** Reads the available bytes; returns whether the connection is still open. */
    private boolean readAvailable(ByteArrayOutputStream received) {
        try {
            socket.setSoTimeout(50);
            byte[] chunk = new byte[8_192];
            int length = input.read(chunk);
            received.write(chunk, 0, Math.max(0, length));
            return length >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private String readUntil(String terminator) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            int next = input.read();
            while (next >= 0) {
                received.write(next);
                if (next == '\n'
                        && received.toString(StandardCharsets.ISO_8859_1).endsWith(terminator)) {
                    break;
                }
                next = input.read();
            }
        } catch (SocketException reset) {
            // The bytes received before are the whole response.
        } catch (IOException silent) {
            throw new AssertionError("No response arrived, only " + received, silent);
        }
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    private String readBody(int length) {
        try {
            return new String(input.readNBytes(length), StandardCharsets.UTF_8);
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
