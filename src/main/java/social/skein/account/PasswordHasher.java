package social.skein.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.text.Normalizer;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import social.skein.model.Problem;
import social.skein.model.UnicodeNormalizer;

/**
 * Hashes passwords with Argon2id on a dedicated worker pool. A hash takes 19 MiB and more than 100 ms of CPU by design,
 * so concurrency and queue are bounded, and further calls fail with a {@link Problem.Unavailable}.
 */
public final class PasswordHasher {
    /** In place of a hash, for an account that has no password. */
    public static final String NO_PASSWORD = "!";

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    /** A longer queue would take longer than users wait for a page. */
    private static final int MAX_QUEUED_PER_THREAD = 16;

    /**
     * A hash that no password matches; verified if the account does not exist, so that both cases take equally long.
     */
    private static final String DUMMY_HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$c2tlaW4tbm9ib2R5LTAwMQ$ZLkq1nKxkGU4cbdHUBOZ/JFZ1Oqxq3aTYd5bDVXNMLY";

    private final Argon2Function argon2 =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
    private final WorkerExecutor executor;
    private final Semaphore permits;

    /** @param threads the maximum number of concurrent hashes */
    public PasswordHasher(Vertx vertx, int threads) {
        this.executor = vertx.createSharedWorkerExecutor("skein-passwords", threads);
        this.permits = new Semaphore(threads * MAX_QUEUED_PER_THREAD);
    }

    public Future<String> hash(String password) {
        return submit(() -> Password.hash(normalize(password))
                .addRandomSalt(SALT_BYTES)
                .with(argon2)
                .getResult());
    }

    /**
     * Whether a password matches a hash. Hashes made before passwords were normalized match the password as typed, so a
     * password that the normalization changes is compared twice.
     */
    public Future<Boolean> verify(String password, String hash) {
        return hash.equals(NO_PASSWORD) ? verifyDummy(password) : verifyHash(password, hash);
    }

    private Future<Boolean> verifyHash(String password, String hash) {
        String normalized = normalize(password);
        return submit(() -> matches(normalized, hash) || (!normalized.equals(password) && matches(password, hash)));
    }

    private static boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /**
     * The same password for all ways in which keyboards encode it: with composed or decomposed accents, and in the
     * normal or the full width.
     */
    public static String normalize(String password) {
        return UnicodeNormalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** Always false, after the time a real verification takes. */
    public Future<Boolean> verifyDummy(String password) {
        return verifyHash(password, DUMMY_HASH).map(false);
    }

    private <T> Future<T> submit(Callable<T> task) {
        if (!permits.tryAcquire()) {
            return Future.failedFuture(
                    new Problem.Unavailable("Too many sign-ins at the moment; please try again in a few seconds"));
        }
        return executor.executeBlocking(task, false).onComplete(done -> permits.release());
    }
}
