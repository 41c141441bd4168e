package social.skein.http;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import social.skein.support.RawHttpConnection;

/**
 * A form means the same in however many pieces it comes, or is refused as malformed in each; it is never more than what was
 * sent, and leaves nothing on the disk. It is taken apart by a server like ours, over a socket, as all forms are.
 */
public final class MultipartFuzz {
    /** Larger than most of what is fed, so that the rest shows what becomes of bodies over a limit. */
    static final int MAX_BODY = 4_000;

    private static final int MAX_CHUNKS = 12;

    private MultipartFuzz() {}

    /** The status, and how many parameters came and which; nothing where none were taken. */
    private record ParseResult(int status, String form) {}

    /** The type of the body to the first line's end, and the body: a form in parts, or with an ampersand before it one in pairs. */
    private record Form(String type, String body) {
        static Form parse(byte[] input) {
            String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\n", 2);
            String written = parts[0].replaceAll("[^ -~]", "");
            String type = written.startsWith("&")
                    ? "application/x-www-form-urlencoded" + written.substring(1)
                    : "multipart/form-data" + written;
            return new Form(type, parts.length > 1 ? parts[1] : "");
        }

        String head() {
            return "POST " + FormTestServer.PATH + " HTTP/1.1\r\nHost: skein.test\r\nContent-Type: " + type + "\r\n";
        }

        String plainRequest() {
            return head() + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        }

        /** A chunk is given to the decoder as it is, whatever comes with it. */
        String chunkedRequest(Random chance) {
            StringBuilder pieces = new StringBuilder(head()).append("Transfer-Encoding: chunked\r\n\r\n");
            int most = chance.nextInt(4) == 0 ? 1 : 1 + body.length() / (1 + chance.nextInt(MAX_CHUNKS));
            for (int at = 0; at < body.length(); ) {
                int next = Math.min(body.length(), at + 1 + chance.nextInt(most));
                pieces.append(Integer.toHexString(next - at))
                        .append("\r\n")
                        .append(body, at, next)
                        .append("\r\n");
                at = next;
            }
            return pieces.append("0\r\n\r\n").toString();
        }
    }

    public static void run(byte[] input) {
        Form form = Form.parse(input);
        ParseResult whole = parseResult(form.plainRequest());
        ParseResult inPieces =
                parseResult(form.chunkedRequest(new Random(form.body().hashCode())));
        if (!whole.equals(inPieces)) {
            throw new AssertionError("As a whole it is " + whole + ", in pieces " + inPieces);
        }
        int most = form.body().length() > MAX_BODY ? 413 : 200;
        if (whole.status() != most && whole.status() != 400) {
            throw new AssertionError("It was answered with " + whole);
        }
        if (FormTestServer.leftFiles()) {
            throw new AssertionError("It left a file");
        }
    }

    private static ParseResult parseResult(String request) {
        RawHttpConnection.RawResponse heard = FormTestServer.send(request);
        return new ParseResult(heard.status(), heard.header("X-Form"));
    }
}
