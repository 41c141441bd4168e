package social.skein.objectstore;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** The client of one bucket, with the threads that wait for it. */
final class S3Connection {
    private static final Duration MIN_BACKOFF = Duration.ofMillis(100);

    private final S3Settings settings;
    private final StoreWorkers workers;
    private final S3Client client;

    /** Blocks for a second: the SDK loads hundreds of classes. */
    S3Connection(S3Settings settings, S3Timeouts timeouts, StoreWorkers workers) {
        this.settings = settings;
        this.workers = workers;
        this.client = client(settings, timeouts);
    }

    private static S3Client client(S3Settings settings, S3Timeouts timeouts) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.pathStyle())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeouts.connect())
                        .socketTimeout(timeouts.attempt()))
                .overrideConfiguration(overrides(timeouts));
        if (!settings.endpoint().isEmpty()) {
            builder = builder.endpointOverride(URI.create(settings.endpoint()));
        }
        return portable(builder).build();
    }

    /** Leaves out what only AWS understands: checksum trailers, signed chunks, and deletions without an MD5 sum. */
    private static S3ClientBuilder portable(S3ClientBuilder builder) {
        return builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .addPlugin(LegacyMd5Plugin.create())
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build());
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }

    private static ClientOverrideConfiguration overrides(S3Timeouts timeouts) {
        BackoffStrategy backoff = BackoffStrategy.exponentialDelay(MIN_BACKOFF, S3Timeouts.MAX_BACKOFF);
        StandardRetryStrategy retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(S3Timeouts.ATTEMPTS)
                .backoffStrategy(backoff)
                .throttlingBackoffStrategy(backoff)
                .build();
        return ClientOverrideConfiguration.builder()
                .retryStrategy(retries)
                .apiCallAttemptTimeout(timeouts.attempt())
                .apiCallTimeout(timeouts.call())
                .build();
    }

    String bucket() {
        return settings.bucket();
    }

    String address() {
        return settings.address();
    }

    String prefix() {
        return settings.prefix();
    }

    /** The key in the bucket. */
    String fullKey(String key) {
        return settings.prefix() + ObjectKey.require(key);
    }

    /** Makes a call on a worker thread. */
    <T> Future<T> run(Function<S3Client, T> call) {
        return workers.run(() -> {
            try {
                return call.apply(client);
            } catch (SdkException failure) {
                throw S3Errors.describe(failure, settings.address());
            }
        });
    }

    Future<Void> close() {
        return workers.run(() -> {
                    client.close();
                    return client;
                })
                .transform(closed -> workers.close());
    }
}
