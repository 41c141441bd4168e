package social.skein.config;

import java.util.Optional;

/**
 * Uploads and where they are stored.
 *
 * @param publicUrl the URL under which clients fetch media, such as that of a CDN; empty for this server's own
 * @param maxImageBytes the maximum size of an uploaded picture
 * @param maxVideoBytes the maximum size of an uploaded video or sound
 * @param quotaBytes the maximum size of all media of an account
 * @param ffmpeg {@code auto}, {@code none} or the path of the program
 * @param avif whether AVIF pictures are decoded
 * @param s3 the object store, if it is not the local disk
 */
public record MediaConfig(
        String publicUrl,
        long maxImageBytes,
        long maxVideoBytes,
        Optional<Long> quotaBytes,
        String ffmpeg,
        boolean avif,
        Optional<S3> s3) {

    /** The kinds of object store. */
    public enum Store {
        DISK,
        S3
    }

    /**
     * A bucket of an S3-compatible store.
     *
     * @param endpoint empty for AWS
     * @param prefix is prepended to each key; empty, or ends with a slash
     * @param secretKey masked by {@code toString}
     */
    public record S3(
            String endpoint,
            String region,
            String bucket,
            String prefix,
            String accessKey,
            String secretKey,
            boolean pathStyle) {
        @Override
        public String toString() {
            return (endpoint.isEmpty() ? region : endpoint) + "/" + bucket;
        }
    }
}
