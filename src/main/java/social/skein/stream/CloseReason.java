package social.skein.stream;

/** Why a connection is closed: a WebSocket close code, and the reason the client reads. */
enum CloseReason {
    SHUTDOWN(1001, "This server is shutting down; connect again"),
    HINTS_LOST(1001, "Events may have been missed; connect again"),
    UNSUPPORTED_FRAME(1003, "Only text frames are understood"),
    REVOKED(1008, "The access token is no longer valid"),
    OVERSIZED(1009, "A frame should be shorter"),
    SLOW(1013, "Too slow: events were waiting to be read; connect again"),
    PING_TIMEOUT(1001, "No answer to pings");

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

    /** Whether the client does not take in what it is sent, and so would never come to read a polite end. */
    boolean isPeerUnresponsive() {
        return this == SLOW || this == PING_TIMEOUT;
    }
}
