package social.skein.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.auditlog.AuditLog;
import social.skein.model.Problem;

/**
 * Limits password attempts to 5 in 5 minutes per account and address, and 25 per address. An IPv6 network counts as one
 * address, because its owner controls all 2^64 of them. The counters are local, so the limit holds while Redis is down.
 */
public final class SignInRateLimiter {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MAX_PER_ACCOUNT = 5;
    private static final int MAX_PER_ADDRESS = 25;
    private static final int MAX_ENTRIES = 100_000;

    /** Test suites and tools on the same machine sign in many users. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    /** Incrementing an entry is not a cache write, so a window ends 5 minutes after its first attempt. */
    private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterWrite(WINDOW)
            .build();

    /**
     * Counts an attempt before the password is checked, so that concurrent attempts count too; throws above the limit.
     */
    void recordAttempt(String subject, String address) {
        recordAttempt(address);
        int attempts = increment(subject + " " + address);
        if (attempts > MAX_PER_ACCOUNT) {
            auditFirst(
                    attempts - MAX_PER_ACCOUNT,
                    address,
                    subject.startsWith("@") ? "unknown login" : "account " + subject);
            throw new Problem.TooManyRequests();
        }
    }

    /** Counts an attempt that concerns no account, such as a sign-up. */
    public void recordAttempt(String address) {
        if (exceedsAddressLimit(address)) {
            throw new Problem.TooManyRequests();
        }
    }

    private boolean exceedsAddressLimit(String address) {
        if (LOOPBACK.contains(address)) {
            return false;
        }
        int attempts = increment(address);
        auditFirst(attempts - MAX_PER_ADDRESS, address, "all accounts");
        return attempts > MAX_PER_ADDRESS;
    }

    /** Records only the first attempt above the limit in each window. */
    private static void auditFirst(int excess, String address, String target) {
        if (excess == 1) {
            AuditLog.record(AuditLog.Event.SIGN_IN_RATE_LIMITED, "address " + address, target);
        }
    }

    /** Resets the counter after a right password. */
    void reset(String subject, String address) {
        counts.invalidate(subject + " " + address);
    }

    private int increment(String key) {
        return counts.get(key, first -> new AtomicInteger()).incrementAndGet();
    }
}
