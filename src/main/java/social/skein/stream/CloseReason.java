package social.skein.stream;

/** Why the server closes a connection: a WebSocket close code, and a text for the client. */
enum CloseReason {
    SHUTDOWN(1001, "The server is shutting down; please connect again"),
    HINTS_LOST(1001, "Some events may be missing; please connect again"),
    UNSUPPORTED_FRAME(1003, "Binary frames are not supported; send text frames"),
    REVOKED(1008, "The access token is no longer valid"),
    OVERSIZED(1009, "The frame is too long"),
    SLOW(1013, "The client reads too slowly; please connect again"),
    PING_TIMEOUT(1001, "The client did not answer a ping");

    private final int code;
    private final String reason;

    CloseReason(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    short code() {
        return (short) code;
    }

    String reason() {
        return reason;
    }

    /** Whether the client has stopped reading, and so would not read a close frame either. */
    boolean isPeerUnresponsive() {
        return this == SLOW || this == PING_TIMEOUT;
    }
}
