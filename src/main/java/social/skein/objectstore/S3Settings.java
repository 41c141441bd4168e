package social.skein.objectstore;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a bucket.
 *
 * @param endpoint such as {@code https://s3.example.org}; empty for AWS
 * @param region such as {@code eu-central-1}; may be empty if there is an endpoint, since most other providers ignore it
 * @param prefix the beginning of all keys in the bucket, such as {@code skein/}; may be empty
 * @param accessKey empty for the credentials that AWS SDKs find in the environment, a profile or the machine
 * @param pathStyle whether the bucket is part of the path, as most servers other than AWS need, not of the host name
 */
public record S3Settings(
        String endpoint,
        String region,
        String bucket,
        String prefix,
        String accessKey,
        String secretKey,
        boolean pathStyle) {
    private static final String DEFAULT_REGION = "us-east-1";

    public S3Settings {
        require(!bucket.isBlank(), "The name of the S3 bucket is empty");
        require(
                endpoint.isEmpty() || isHttp(endpoint),
                "The S3 endpoint should be empty or a URL such as https://s3.example.org, not \"" + endpoint + "\"");
        require(
                !(endpoint.isEmpty() && region.isBlank()),
                "S3 needs a region such as eu-central-1 for AWS, or the endpoint of another provider");
        require(
                accessKey.isEmpty() == secretKey.isEmpty(),
                "S3 needs both the access key and the secret key, or neither");
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        require(
                prefix.isEmpty() || ObjectKey.isValid(prefix.substring(0, prefix.length() - 1)),
                "The prefix of S3 keys should be like skein/media/, of lower-case letters and digits, not \"" + prefix
                        + "\"");
        region = region.isBlank() ? DEFAULT_REGION : region;
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean isHttp(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException invalid) {
            return false;
        }
    }

    /** The bucket and where it is, for messages. */
    public String address() {
        return "S3 bucket " + bucket + " at " + (endpoint.isEmpty() ? "AWS " + region : endpoint);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return address();
    }
}
