package social.skein.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An expected failure that is reported to the client, with an HTTP status and a sentence. Any other exception is a 500.
 */
public abstract sealed class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Problem(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    /** The HTTP status of the response. */
    public int status() {
        return status;
    }

    /** A sentence that describes the error and the expected input. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The sentence alone: a log of failures has no class names. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // getMessage() returns the same sentence.
    public String toString() {
        return detail();
    }

    /** Additional headers of the response. */
    public Map<String, String> headers() {
        return Map.of();
    }

    /** The request cannot be parsed: 400. */
    public static final class Malformed extends Problem {
        private static final long serialVersionUID = 1L;

        public Malformed(String detail) {
            super(400, detail);
        }
    }

    /**
     * An OAuth error with its registered code: 400, 401 for {@code invalid_client}, or 403 for {@code
     * unauthorized_client}.
     */
    public static final class OAuth extends Problem {
        private static final long serialVersionUID = 1L;
        private final String code;

        public OAuth(String code, String detail) {
            super("invalid_client".equals(code) ? 401 : "unauthorized_client".equals(code) ? 403 : 400, detail);
            this.code = code;
        }

        /** The error code of RFC 6749. */
        public String code() {
            return code;
        }
    }

    /** No token, or one that is unknown or revoked: 401. */
    public static final class Unauthorized extends Problem {
        private static final long serialVersionUID = 1L;

        public Unauthorized() {
            this("The access token is invalid");
        }

        /** For an endpoint that needs a token only for some parameters. */
        public Unauthorized(String detail) {
            super(401, detail);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("WWW-Authenticate", "Bearer realm=\"Skein\", error=\"invalid_token\"");
        }
    }

    /** The caller is authenticated but not allowed to do this: 403. */
    public static final class Forbidden extends Problem {
        private static final long serialVersionUID = 1L;

        public Forbidden(String detail) {
            super(403, detail);
        }
    }

    /** The object does not exist, or the caller may not know that it does: 404. */
    public static final class NotFound extends Problem {
        private static final long serialVersionUID = 1L;

        public NotFound() {
            super(404, "Record not found");
        }

        public NotFound(String message) {
            super(404, message);
        }
    }

    /** The request is well-formed but invalid: 422. */
    public static final class Invalid extends Problem {
        private static final long serialVersionUID = 1L;

        private final transient List<FieldError> fieldErrors;

        public Invalid(String detail) {
            super(422, detail);
            this.fieldErrors = List.of();
        }

        /** A form with at least one field error. */
        public Invalid(List<FieldError> fieldErrors) {
            super(
                    422,
                    "Validation failed: "
                            + fieldErrors.stream().map(FieldError::fullMessage).collect(Collectors.joining(", ")));
            this.fieldErrors = List.copyOf(fieldErrors);
        }

        /** The errors by field; empty if the request was not a form. */
        public List<FieldError> fieldErrors() {
            return fieldErrors;
        }
    }

    /** The body or a part of it is larger than the endpoint accepts: 413. */
    public static final class TooLarge extends Problem {
        private static final long serialVersionUID = 1L;

        public TooLarge(String detail) {
            super(413, detail);
        }
    }

    /** A file does not contain the requested range: 416. */
    public static final class RangeNotSatisfiable extends Problem {
        private static final long serialVersionUID = 1L;

        private final long bytes;

        /** With the size of the file. */
        public RangeNotSatisfiable(long bytes) {
            super(416, "The range should be within the " + bytes + " bytes of the file, such as bytes=0-499");
            this.bytes = bytes;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Content-Range", "bytes */" + bytes);
        }
    }

    /** A rate limit was exceeded: 429. */
    public static final class TooManyRequests extends Problem {
        private static final long serialVersionUID = 1L;

        public TooManyRequests() {
            super(429, "Too many requests");
        }
    }

    /** The body did not arrive in time: 408. */
    public static final class RequestTimeout extends Problem {
        private static final long serialVersionUID = 1L;

        public RequestTimeout() {
            super(408, "The body did not arrive in time");
        }
    }

    /** A resource the request needs is unavailable or exhausted; the client may retry: 503. */
    public static final class Unavailable extends Problem {
        private static final long serialVersionUID = 1L;
        private static final int DEFAULT_RETRY_SECONDS = 5;

        private final int retryAfterSeconds;
        private final String reason;

        public Unavailable(String detail) {
            this(detail, DEFAULT_RETRY_SECONDS);
        }

        /** With the reason for the log, which the client does not see. */
        public Unavailable(String detail, String reason) {
            super(503, detail);
            this.retryAfterSeconds = DEFAULT_RETRY_SECONDS;
            this.reason = reason;
        }

        /** With a retry delay chosen by the caller, to spread the retries of many clients. */
        public Unavailable(String detail, int retryAfterSeconds) {
            super(503, detail);
            this.retryAfterSeconds = retryAfterSeconds;
            this.reason = detail;
        }

        /** What the store or its client reported. */
        public String reason() {
            return reason;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Retry-After", Integer.toString(retryAfterSeconds));
        }
    }

    /** The request's deadline passed or its client disconnected; the client may retry: 503. */
    public static final class DeadlineExceeded extends Problem {
        private static final long serialVersionUID = 1L;
        private static final String RETRY_SECONDS = "5";

        public DeadlineExceeded() {
            super(503, "The request took too long; please try again in a few seconds");
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Retry-After", RETRY_SECONDS);
        }
    }
}
