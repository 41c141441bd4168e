package social.skein.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.model.Problem;
import social.skein.trace.SecurityLog;

/**
 * How often somebody may try a password: 5 times in 5 minutes for one account from one address, 25 times from one address
 * whatever the account; an IPv6 network is one address, for whoever has it can ask from each of its 2^64. Kept in this
 * process, so the bound holds when every other server is away.
 */
final class SignInAttempts {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int PER_ACCOUNT = 5;
    private static final int PER_ADDRESS = 25;
    private static final int MOST = 100_000;

    /** Test suites and tools live on the machine itself and sign in many people. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    /** Counting up is no write, so a window ends 5 minutes after its first attempt. */
    private final Cache<String, AtomicInteger> counts =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(WINDOW).build();

    /** Counts an attempt before it is made, so that many at once are no way around; one too many is a problem. */
    void begin(String whom, String address) {
        begin(address);
        int tries = count(whom + " " + address);
        if (tries > PER_ACCOUNT) {
            tellOnce(tries - PER_ACCOUNT, address, whom.startsWith("@") ? "nobody of that name" : "account " + whom);
            throw new Problem.TooMany();
        }
    }

    /** The same where there is no account yet. */
    void begin(String address) {
        if (isTooManyFrom(address)) {
            throw new Problem.TooMany();
        }
    }

    private boolean isTooManyFrom(String address) {
        if (LOOPBACK.contains(address)) {
            return false;
        }
        int tries = count(address);
        tellOnce(tries - PER_ADDRESS, address, "all accounts");
        return tries > PER_ADDRESS;
    }

    /** The first that is too many is worth a line: those that follow in the same window are more of it. */
    private static void tellOnce(int tooMany, String address, String target) {
        if (tooMany == 1) {
            SecurityLog.note(SecurityLog.Event.SIGN_INS_LIMITED, "address " + address, target);
        }
    }

    /** It was the account's owner, so the attempts before did no harm. */
    void succeeded(String whom, String address) {
        counts.invalidate(whom + " " + address);
    }

    private int count(String key) {
        return counts.get(key, first -> new AtomicInteger()).incrementAndGet();
    }
}
