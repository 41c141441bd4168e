package social.skein.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A failure the caller is told about: an answer's status and a sentence. Everything else is a 500. */
public abstract sealed class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Problem(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** The sentence that says what was wrong and what would be right. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Headers that go with the answer. */
    public Map<String, String> headers() {
        return Map.of();
    }

    /** The request cannot be read as what it should be: 400. */
    public static final class Malformed extends Problem {
        private static final long serialVersionUID = 1L;

        public Malformed(String sentence) {
            super(400, sentence);
        }
    }

    /** An error of the OAuth protocol, with its registered code: 400, or 401 for {@code invalid_client}, 403 for {@code unauthorized_client}. */
    public static final class OAuth extends Problem {
        private static final long serialVersionUID = 1L;
        private final String code;

        public OAuth(String code, String sentence) {
            super("invalid_client".equals(code) ? 401 : "unauthorized_client".equals(code) ? 403 : 400, sentence);
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
        public Unauthorized(String sentence) {
            super(401, sentence);
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("WWW-Authenticate", "Bearer realm=\"Skein\", error=\"invalid_token\"");
        }
    }

    /** Known, and still not allowed: 403. */
    public static final class Forbidden extends Problem {
        private static final long serialVersionUID = 1L;

        public Forbidden(String sentence) {
            super(403, sentence);
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

        private final transient List<Fault> faults;

        public Invalid(String sentence) {
            super(422, sentence);
            this.faults = List.of();
        }

        /** A form with these faults, at least one. */
        public Invalid(List<Fault> faults) {
            super(
                    422,
                    "Validation failed: " + faults.stream().map(Fault::sentence).collect(Collectors.joining(", ")));
            this.faults = List.copyOf(faults);
        }

        /** What is wrong field by field, where it was a form. */
        public List<Fault> faults() {
            return faults;
        }
    }

    /** Too often: 429. */
    public static final class TooMany extends Problem {
        private static final long serialVersionUID = 1L;

        public TooMany() {
            super(429, "Too many requests");
        }
    }

    /** Something this request needs is away or full; it may be repeated: 503. */
    public static final class Unavailable extends Problem {
        private static final long serialVersionUID = 1L;
        private static final int SOON = 5;

        private final int retryAfter;

        public Unavailable(String sentence) {
            this(sentence, SOON);
        }

        /** So many that not all may come back at once: each caller is given seconds of its own. */
        public Unavailable(String sentence, int retryAfter) {
            super(503, sentence);
            this.retryAfter = retryAfter;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Retry-After", Integer.toString(retryAfter));
        }
    }

    /** It was given up because its answer would have come too late, or to nobody; it may be repeated: 503. */
    public static final class TooLate extends Problem {
        private static final long serialVersionUID = 1L;
        private static final String SOON = "5";

        public TooLate() {
            super(503, "This takes too long at the moment; please try again in a few seconds");
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Retry-After", SOON);
        }
    }
}
