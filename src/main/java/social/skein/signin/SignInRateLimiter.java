package social.skein.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.auditlog.AuditLog;
import social.skein.model.Problem;

/**
 * How often somebody may try a password: 5 times in 5 minutes for one account from one address, 25 times from one address
 * whatever the account; an IPv6 network is one address, for whoever has it can ask from each of its 2^64. Kept in this
 * process, so the bound holds when every other server is away.
 */
public final class SignInRateLimiter {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int MAX_PER_ACCOUNT = 5;
    private static final int MAX_PER_ADDRESS = 25;
    private static final int MAX_ENTRIES = 100_000;

    /** Test suites and tools live on the machine itself and sign in many people. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    /** Counting up is no write, so a window ends 5 minutes after its first attempt. */
    private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterWrite(WINDOW)
            .build();

    /** Counts an attempt before it is made, so that many at once are no way around; one too many is a problem. */
    void recordAttempt(String subject, String address) {
        recordAttempt(address);
        int tries = increment(subject + " " + address);
        if (tries > MAX_PER_ACCOUNT) {
            auditFirst(
                    tries - MAX_PER_ACCOUNT,
                    address,
                    subject.startsWith("@") ? "nobody of that name" : "account " + subject);
            throw new Problem.TooManyRequests();
        }
    }

    /** The same where there is no account yet. */
    public void recordAttempt(String address) {
        if (exceedsAddressLimit(address)) {
            throw new Problem.TooManyRequests();
        }
    }

    private boolean exceedsAddressLimit(String address) {
        if (LOOPBACK.contains(address)) {
            return false;
        }
        int tries = increment(address);
        auditFirst(tries - MAX_PER_ADDRESS, address, "all accounts");
        return tries > MAX_PER_ADDRESS;
    }

    /** The first that is too many is worth a line: those that follow in the same window are more of it. */
    private static void auditFirst(int excess, String address, String target) {
        if (excess == 1) {
            AuditLog.record(AuditLog.Event.SIGN_IN_RATE_LIMITED, "address " + address, target);
        }
    }

    /** It was the account's owner, so the attempts before did no harm. */
    void reset(String subject, String address) {
        counts.invalidate(subject + " " + address);
    }

    private int increment(String key) {
        return counts.get(key, first -> new AtomicInteger()).incrementAndGet();
    }
}
