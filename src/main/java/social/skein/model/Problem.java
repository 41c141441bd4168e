package social.skein.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A failure the caller is told about: an answer's status and a sentence. Everything else is a 500. */
public abstract sealed class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Problem(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** The sentence that says what was wrong and what would be right. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Headers that go with the answer. */
    public Map<String, String> headers() {
        return Map.of();
    }

    /** The request cannot be read as what it should be: 400. */
    public static final class Malformed extends Problem {
        private static final long serialVersionUID = 1L;

        public Malformed(String detail) {
            super(400, detail);
        }
    }

    /** An error of the OAuth protocol, with its registered code: 400, or 401 for {@code invalid_client}, 403 for {@code unauthorized_client}. */
    public static final class OAuth extends Problem {
        private static final long serialVersionUID = 1L;
        private final String code;

        public OAuth(String code, String detail) {
            super("invalid_client".equals(code) ? 401 : "unauthorized_client".equals(code) ? 403 : 400, detail);
            this.code = code;
        }

        /** The code, as RFC 6749 registers it. */
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

        /** Where something needs a token that is there for the most part without. */
        public Unauthorized(String detail) {
            super(401, detail);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("WWW-Authenticate", "Bearer realm=\"Skein\", error=\"invalid_token\"");
        }
    }

    /** Known, and still not allowed: 403. */
    public static final class Forbidden extends Problem {
        private static final long serialVersionUID = 1L;

        public Forbidden(String detail) {
            super(403, detail);
        }
    }

    /** Not there, or not for the caller to know of: 404. */
    public static final class NotFound extends Problem {
        private static final long serialVersionUID = 1L;

        public NotFound() {
            super(404, "Record not found");
        }
    }

    /** Understood, and not acceptable: 422. */
    public static final class Invalid extends Problem {
        private static final long serialVersionUID = 1L;

        private final transient List<FieldError> fieldErrors;

        public Invalid(String detail) {
            super(422, detail);
            this.fieldErrors = List.of();
        }

        /** A form with these faults, at least one. */
        public Invalid(List<FieldError> fieldErrors) {
            super(
                    422,
                    "Validation failed: "
                            + fieldErrors.stream().map(FieldError::fullMessage).collect(Collectors.joining(", ")));
            this.fieldErrors = List.copyOf(fieldErrors);
        }

        /** What is wrong field by field, where it was a form. */
        public List<FieldError> fieldErrors() {
            return fieldErrors;
        }
    }

    /** Too often: 429. */
    public static final class TooManyRequests extends Problem {
        private static final long serialVersionUID = 1L;

        public TooManyRequests() {
            super(429, "Too many requests");
        }
    }

    /** Something this request needs is away or full; it may be repeated: 503. */
    public static final class Unavailable extends Problem {
        private static final long serialVersionUID = 1L;
        private static final int DEFAULT_RETRY_SECONDS = 5;

        private final int retryAfterSeconds;

        public Unavailable(String detail) {
            this(detail, DEFAULT_RETRY_SECONDS);
        }

        /** So many that not all may come back at once: each caller is given seconds of its own. */
        public Unavailable(String detail, int retryAfterSeconds) {
            super(503, detail);
            this.retryAfterSeconds = retryAfterSeconds;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Retry-After", Integer.toString(retryAfterSeconds));
        }
    }

    /** It was given up because its answer would have come too late, or to nobody; it may be repeated: 503. */
    public static final class DeadlineExceeded extends Problem {
        private static final long serialVersionUID = 1L;
        private static final String RETRY_SECONDS = "5";

        public DeadlineExceeded() {
            super(503, "This takes too long at the moment; please try again in a few seconds");
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Retry-After", RETRY_SECONDS);
        }
    }
}
