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

/** A connection on which a test says what no client library would, byte by byte if it likes. */
public final class RawHttpConnection implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream input;

    private RawHttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer as it came; of status 0 where the other end hung up without one. */
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

    /** Sends these characters, a byte each; whether anybody still takes them. */
    public boolean send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    /** The next answer, with a body as long as it says; that of a GET or the like. */
    public RawResponse readResponse() {
        String head = readUntil("\r\n\r\n");
        if (head.length() < 12) {
            return new RawResponse(0, head, "");
        }
        Matcher length = CONTENT_LENGTH.matcher(head);
        String body = length.find() ? readBody(Integer.parseInt(length.group(1))) : "";
        return new RawResponse(Integer.parseInt(head.substring(9, 12)), head, body);
    }

    /** All that still comes until the other end hangs up; fails where it does not within a time. */
    public String readUntilClosed(Duration timeout) {
        return readUntilClosed(timeout, "");
    }

    /** The same, saying a little all the time, so that the line is never silent. */
    public String readUntilClosed(Duration timeout, String keepAlive) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        long end = System.nanoTime() + timeout.toNanos();
        boolean there = true;
        while (there) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Nobody hung up within " + timeout + ", and said " + heard);
            }
            there = readAvailable(heard) && send(keepAlive);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** Whether the other end is still there. */
    private boolean readAvailable(ByteArrayOutputStream received) {
        try {
            socket.setSoTimeout(50);
            byte[] piece = new byte[8_192];
            int length = input.read(piece);
            received.write(piece, 0, Math.max(0, length));
            return length >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private String readUntil(String terminator) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            int next = input.read();
            while (next >= 0) {
                heard.write(next);
                if (next == '\n' && heard.toString(StandardCharsets.ISO_8859_1).endsWith(terminator)) {
                    break;
                }
                next = input.read();
            }
        } catch (SocketException reset) {
            // what was heard before is all there is
        } catch (IOException silent) {
            throw new AssertionError("No answer came, but " + heard, silent);
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
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
