package social.skein.objectstore;

import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.util.Optional;
import social.skein.objectstore.ObjectStoreException.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Describes failures of the S3 client and of the provider, and what to correct. */
final class S3Errors {
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private S3Errors() {}

    static ObjectStoreException describe(SdkException failure, String address) {
        if (failure instanceof AwsServiceException response) {
            return describeResponse(response, address);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unable to load credentials")) {
            return new ObjectStoreException(
                    Kind.REFUSED,
                    address + " cannot be used: no access key is configured, and none was found in the environment",
                    failure);
        }
        return new ObjectStoreException(
                Kind.UNAVAILABLE, address + " cannot be reached: " + reason(failure, message), failure);
    }

    private static String reason(SdkException failure, String message) {
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return "it did not answer in time";
        }
        Throwable root = rootCause(failure);
        if (root instanceof UnknownHostException) {
            return "there is no host " + root.getMessage();
        }
        return root == failure ? message : String.valueOf(root.getMessage());
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static ObjectStoreException describeResponse(AwsServiceException response, String address) {
        Kind kind = kind(response);
        String what =
                kind == Kind.UNAVAILABLE ? " failed: " : kind == Kind.FULL ? " is full: " : " refused a request: ";
        return new ObjectStoreException(kind, address + what + explain(response), response);
    }

    private static Kind kind(AwsServiceException response) {
        int status = response.statusCode();
        if (status == INSUFFICIENT_STORAGE || errorCode(response).contains("Quota")) {
            return Kind.FULL;
        }
        return status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS ? Kind.UNAVAILABLE : Kind.REFUSED;
    }

    /** Whether the object is missing; not all providers use the error code of AWS. */
    static boolean isAbsent(AwsServiceException response) {
        return response.statusCode() == HttpURLConnection.HTTP_NOT_FOUND
                && !errorCode(response).equals("NoSuchBucket");
    }

    static String errorCode(AwsServiceException response) {
        return Optional.ofNullable(response.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
    }

    private static String explain(AwsServiceException response) {
        String code = errorCode(response);
        String status = (code.isEmpty() ? "" : code + ", ") + "HTTP status " + response.statusCode();
        return status + hint(code, response.statusCode());
    }

    private static String hint(String code, int status) {
        return switch (code) {
            case "NoSuchBucket" -> "; create the bucket or correct its name";
            case "RequestTimeTooSkewed" -> "; correct the clock of this machine";
            case "AuthorizationHeaderMalformed", "PermanentRedirect" -> "; correct the region or the endpoint";
            case "AccessDenied" -> "; give the access key the right to read, write, list and delete objects";
            default ->
                switch (status) {
                    case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                        "; check the access key and the secret key";
                    case HttpURLConnection.HTTP_MOVED_PERM -> "; correct the region or the endpoint";
                    default -> "";
                };
        };
    }
}
