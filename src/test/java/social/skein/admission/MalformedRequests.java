package social.skein.admission;

import java.util.stream.Stream;

/** Malformed and unusual requests with their expected responses. */
final class MalformedRequests {
    static final String GET = "GET /api/v1/instance HTTP/1.1\r\n";
    static final String HOST = "Host: skein.test\r\n";
    static final String POST = "POST /api/v1/apps HTTP/1.1\r\n" + HOST;
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String NO_CHUNKS = "\r\n0\r\n\r\n";

    private MalformedRequests() {}

    /** A request, the expected status, and whether the server then closes the connection. */
    record MalformedRequest(String description, String request, int status, boolean closesConnection) {
        @Override
        public String toString() {
            return description;
        }
    }

    private static MalformedRequest closes(String description, int status, String request) {
        return new MalformedRequest(description, request, status, true);
    }

    private static MalformedRequest keepsOpen(String description, int status, String request) {
        return new MalformedRequest(description, request, status, false);
    }

    /** All requests; status 0 means that the connection is closed without a response. */
    static Stream<MalformedRequest> all() {
        return Stream.of(lengths(), encodings(), chunks(), hosts(), lines(), headers(), targets(), bodies())
                .flatMap(cases -> cases);
    }

    private static Stream<MalformedRequest> lengths() {
        return Stream.of(
                closes(
                        "a length and chunks",
                        400,
                        POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n" + NO_CHUNKS),
                closes("two lengths", 400, POST + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"),
                closes("a length twice", 400, POST + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"),
                closes("a list of lengths", 400, POST + "Content-Length: 4, 4\r\n\r\nabcd"),
                closes("a length with a sign", 400, POST + "Content-Length: +4\r\n\r\nabcd"),
                closes("a negative length", 400, POST + "Content-Length: -4\r\n\r\nabcd"),
                closes("a hexadecimal length", 400, POST + "Content-Length: 0x4\r\n\r\nabcd"),
                closes(
                        "a length beyond the range of long",
                        400,
                        POST + "Content-Length: 99999999999999999999\r\n\r\nabcd"),
                closes("an empty length", 400, POST + "Content-Length: \r\n\r\n"),
                closes("a space before the colon of a length", 400, POST + "Content-Length : 4\r\n\r\nabcd"));
    }

    private static Stream<MalformedRequest> encodings() {
        return Stream.of(
                closes("an encoding like chunked", 400, POST + "Transfer-Encoding: xchunked\r\n\r\n"),
                closes(
                        "an encoding like chunked on a preflight",
                        400,
                        "OPTIONS" + POST.substring(4) + "Transfer-Encoding: xchunked\r\n\r\n"),
                closes("compressed chunks", 501, POST + "Transfer-Encoding: gzip, chunked\r\n" + NO_CHUNKS),
                closes("chunked not last", 400, POST + "Transfer-Encoding: chunked, identity\r\n" + NO_CHUNKS),
                closes(
                        "two encodings",
                        400,
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + NO_CHUNKS),
                closes("the encoding identity", 400, POST + "Transfer-Encoding: identity\r\n\r\n"),
                closes("an empty encoding", 400, POST + "Transfer-Encoding: \r\n\r\n"),
                closes("a quoted encoding", 400, POST + "Transfer-Encoding: \"chunked\"\r\n\r\n"),
                closes("an encoding in the next line", 501, POST + "Transfer-Encoding:\r\n chunked\r\n" + NO_CHUNKS),
                closes(
                        "an encoding behind a vertical tab",
                        400,
                        POST + "Transfer-Encoding: \u000bchunked\r\n" + NO_CHUNKS),
                closes(
                        "a space before the colon of an encoding",
                        400,
                        POST + "Transfer-Encoding : chunked\r\n" + NO_CHUNKS),
                closes(
                        "chunks in HTTP/1.0",
                        400,
                        "POST /api/v1/apps HTTP/1.0\r\n" + HOST
                                + "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n" + NO_CHUNKS),
                keepsOpen("chunks in capitals", 422, POST + "Transfer-Encoding: CHUNKED\r\n" + NO_CHUNKS));
    }

    private static Stream<MalformedRequest> chunks() {
        String chunked = POST + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                closes("a chunk without a size", 0, chunked + "zz\r\nabc" + NO_CHUNKS),
                closes("a chunk of a negative size", 0, chunked + "-1\r\nabc" + NO_CHUNKS),
                closes("a chunk size beyond the range of long", 0, chunked + "ffffffffffffffff\r\nabc" + NO_CHUNKS),
                closes("a chunk whose size ends with a line feed", 0, chunked + "1\nx" + NO_CHUNKS),
                closes("a chunk longer than its size", 0, chunked + "1\r\nxyz0\r\n\r\n"),
                closes("a line feed in a chunk extension", 0, chunked + "1;a\nb\r\nx" + NO_CHUNKS),
                closes("a long chunk extension", 0, chunked + "1;" + "a".repeat(20_000) + "\r\nx" + NO_CHUNKS),
                closes("a long trailer", 0, chunked + "0\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"),
                keepsOpen("a length in the trailer", 422, chunked + "0\r\nContent-Length: 4\r\n\r\n"));
    }

    private static Stream<MalformedRequest> hosts() {
        return Stream.of(
                keepsOpen("no host", 400, GET + "\r\n"),
                closes("two hosts", 400, GET + HOST + HOST + "\r\n"),
                closes("two hosts in different case", 400, GET + HOST + "hOST: elsewhere.example\r\n\r\n"),
                keepsOpen("an invalid host", 400, GET + "Host: a b/c?@d\r\n\r\n"),
                keepsOpen("a foreign host, which is ignored", 200, GET + "Host: evil.example\r\n\r\n"));
    }

    private static Stream<MalformedRequest> lines() {
        return Stream.of(
                closes("lines that end with a line feed", 400, "GET /api/v1/instance HTTP/1.1\nHost: skein.test\n\n"),
                closes("one line that ends with a line feed", 400, GET + "Host: skein.test\nX: y\r\n\r\n"),
                closes("a carriage return within a line", 400, GET + "Host: skein.test\rX: y\r\n\r\n"),
                closes("HTTP/0.9", 400, "GET /api/v1/instance\r\n\r\n"),
                closes("HTTP/1.2", 0, "GET /api/v1/instance HTTP/1.2\r\n" + HOST + "\r\n"),
                closes("an HTTP/2 preface", 0, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                closes("an unknown protocol", 0, "GET /api/v1/instance XTTP/1.1\r\n" + HOST + "\r\n"),
                closes(
                        "a TLS handshake",
                        400,
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003abc\r\n\r\n"),
                closes("a method with a bracket", 400, "G(ET /api/v1/instance HTTP/1.1\r\n" + HOST + "\r\n"),
                keepsOpen(
                        "an upgrade to HTTP/2",
                        200,
                        GET + HOST + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                + "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n"));
    }

    private static Stream<MalformedRequest> headers() {
        return Stream.of(
                closes("NUL in a header", 400, GET + HOST + "X: a\u0000b\r\n\r\n"),
                closes("ESC in a header", 400, GET + HOST + "X: a\u001bb\r\n\r\n"),
                closes("DEL in a header", 400, GET + HOST + "X: a\u007fb\r\n\r\n"),
                closes("NUL in a header's name", 400, GET + HOST + "X\u0000: a\r\n\r\n"),
                closes("a header without a colon", 400, GET + HOST + "Xyz\r\n\r\n"),
                closes("a header without a name", 400, GET + HOST + ": y\r\n\r\n"),
                closes("a continuation line as the first header", 400, GET + " " + HOST + "\r\n"),
                closes("headers of more than 16 KiB", 431, GET + HOST + "X: " + "a".repeat(17_000) + "\r\n\r\n"),
                closes(
                        "a line of more than 8 KiB",
                        414,
                        "GET /?" + "a".repeat(8_300) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                keepsOpen("headers of less than 16 KiB", 200, GET + HOST + "X: " + "a".repeat(12_000) + "\r\n\r\n"),
                keepsOpen("a thousand headers", 200, GET + HOST + "X: a\r\n".repeat(1_000) + "\r\n"));
    }

    private static Stream<MalformedRequest> targets() {
        return Stream.of(
                closes("NUL in a URL", 400, "GET /api/v1/inst\u0000ance HTTP/1.1\r\n" + HOST + "\r\n"),
                closes("ESC in a URL", 400, "GET /api/v1/inst\u001bance HTTP/1.1\r\n" + HOST + "\r\n"),
                closes("a space in a URL", 400, "GET /api/v1/instance x HTTP/1.1\r\n" + HOST + "\r\n"),
                keepsOpen("TRACE", 404, "TRACE /api/v1/instance HTTP/1.1\r\n" + HOST + "X: y\r\n\r\n"),
                keepsOpen("CONNECT", 404, "CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n"),
                keepsOpen(
                        "an absolute URL, of which only the path counts",
                        200,
                        "GET http://evil.example/api/v1/instance HTTP/1.1\r\n" + HOST + "\r\n"),
                keepsOpen("a path without a leading slash", 404, "GET api/v1/instance HTTP/1.1\r\n" + HOST + "\r\n"),
                keepsOpen("a star", 404, "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    private static Stream<MalformedRequest> bodies() {
        String gzip = "\u001f\u008b\u0008\u0000";
        return Stream.of(
                keepsOpen(
                        "compressed JSON, which is not supported",
                        400,
                        POST + JSON + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n" + gzip),
                keepsOpen("a body with GET", 200, GET + HOST + "Content-Length: 4\r\n\r\nabcd"),
                keepsOpen(
                        "a body over the limit in chunks",
                        413,
                        POST + JSON + "Transfer-Encoding: chunked\r\n\r\n110000\r\n" + "a".repeat(0x110000)
                                + "\r\n0\r\n\r\n"),
                keepsOpen(
                        "a body over the limit",
                        413,
                        POST + JSON + "Content-Length: 1048577\r\n\r\n" + "a".repeat(1_048_577)),
                keepsOpen("an unknown expectation", 417, POST + JSON + "Content-Length: 2\r\nExpect: more\r\n\r\n{}"));
    }
}
