package social.skein.http;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import social.skein.support.RawHttpConnection;

/**
 * A form has the same result in one piece and in chunks: the same parameters or the same rejection. The parameters are
 * never larger than the body, and no files are left on disk. Runs against a real server over a socket.
 */
public final class MultipartFuzz {
    /** Larger than most inputs, so that the rest tests bodies over the limit. */
    static final int MAX_BODY = 4_000;

    private static final int MAX_CHUNKS = 12;

    private MultipartFuzz() {}

    /** The status, and the summary of the parameters; empty if the request was rejected. */
    private record ParseResult(int status, String form) {}

    /**
     * The rest of the content type in the first line, then the body. Multipart, or URL-encoded if the line starts with
     * {@code &}.
     */
    private record Form(String type, String body) {
        static Form parse(byte[] input) {
            String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\n", 2);
            String suffix = parts[0].replaceAll("[^ -~]", "");
            String type = suffix.startsWith("&")
                    ? "application/x-www-form-urlencoded" + suffix.substring(1)
                    : "multipart/form-data" + suffix;
            return new Form(type, parts.length > 1 ? parts[1] : "");
        }

        String head() {
            return "POST " + FormTestServer.PATH + " HTTP/1.1\r\nHost: skein.test\r\nContent-Type: " + type + "\r\n";
        }

        String plainRequest() {
            return head() + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        }

        /** The body in random chunks, which the HTTP decoder passes on one by one. */
        String chunkedRequest(Random random) {
            StringBuilder request = new StringBuilder(head()).append("Transfer-Encoding: chunked\r\n\r\n");
            int maxLength = random.nextInt(4) == 0 ? 1 : 1 + body.length() / (1 + random.nextInt(MAX_CHUNKS));
            for (int at = 0; at < body.length(); ) {
                int next = Math.min(body.length(), at + 1 + random.nextInt(maxLength));
                request.append(Integer.toHexString(next - at))
                        .append("\r\n")
                        .append(body, at, next)
                        .append("\r\n");
                at = next;
            }
            return request.append("0\r\n\r\n").toString();
        }
    }

    public static void run(byte[] input) {
        Form form = Form.parse(input);
        ParseResult whole = parseResult(form.plainRequest());
        ParseResult chunked =
                parseResult(form.chunkedRequest(new Random(form.body().hashCode())));
        if (!whole.equals(chunked)) {
            throw new AssertionError("In one piece: " + whole + "; in chunks: " + chunked);
        }
        int expected = form.body().length() > MAX_BODY ? 413 : 200;
        if (whole.status() != expected && whole.status() != 400) {
            throw new AssertionError("Unexpected response: " + whole);
        }
        if (FormTestServer.leftFiles()) {
            throw new AssertionError("A file was left on disk");
        }
    }

    private static ParseResult parseResult(String request) {
        RawHttpConnection.RawResponse response = FormTestServer.send(request);
        return new ParseResult(response.status(), response.header("X-Form"));
    }
}
