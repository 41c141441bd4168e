package social.skein.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import social.skein.model.Problem;

/**
 * What an endpoint accepts as files of a multipart form. Its other parts, texts and files in other fields, count
 * towards the limit for the bodies of all endpoints.
 *
 * @param folder where files are written during the request; on a disk of this machine, created on first use
 * @param fields the names of the fields that may hold a file, one each
 * @param maxFileBytes the limit for each file
 * @param maxBodyBytes the limit for the whole body
 * @param patience how long the body may take in addition to the time at the minimum rate, and how long it may stall
 * @param minBytesPerSecond the minimum rate, on average
 */
public record UploadPolicy(
        Path folder,
        Set<String> fields,
        long maxFileBytes,
        long maxBodyBytes,
        Duration patience,
        int minBytesPerSecond) {

    private static final double MEGABYTE = 1 << 20;

    public UploadPolicy {
        fields = Set.copyOf(fields);
        if (maxFileBytes <= 0 || maxBodyBytes <= 0 || minBytesPerSecond <= 0 || patience.toMillis() <= 0) {
            throw new IllegalArgumentException("The limits of uploads should be positive");
        }
    }

    Problem fileTooLarge() {
        return new Problem.TooLarge("A file should have at most " + megabytes(maxFileBytes));
    }

    Problem bodyTooLarge() {
        return new Problem.TooLarge("The files should have at most " + megabytes(maxBodyBytes) + " together");
    }

    static Problem textTooLarge(long maxBytes) {
        return new Problem.TooLarge("The form without its files should have at most " + megabytes(maxBytes));
    }

    private static String megabytes(long bytes) {
        double megabytes = bytes / MEGABYTE;
        return megabytes == Math.rint(megabytes)
                ? (long) megabytes + " MB"
                : String.format(Locale.ROOT, "%.1f MB", megabytes);
    }
}
