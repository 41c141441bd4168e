package social.skein.http;

import java.time.Instant;
import java.util.Optional;

/**
 * One window of one limit as this instance knows it: what the ledger lent it and it has not used yet, and what it used.
 * Verticles share it, so each step is taken under its lock; none waits for anything there.
 */
final class RateWindow {
    /** One question to the ledger in so many requests, while the limit is far. */
    private static final int BLOCK = 16;

    /** How long somebody is refused by this instance's own count before the ledger is asked again. */
    private static final long ALONE_MILLIS = 1_000;

    private final RateLimit limit;
    private final Rate rate;
    private long end;
    private long spentUntil;
    private int held;
    private int left;
    private int admitted;
    private int owed;
    private int asking;

    RateWindow(RateLimit limit, Rate rate, long now) {
        this.limit = limit;
        this.rate = rate;
        this.end = now + rate.window().toMillis();
        this.left = rate.most();
    }

    synchronized boolean isOver(long now) {
        return now >= end;
    }

    /** Lets a request in or refuses it by what is known here; nothing where the ledger must be asked. */
    synchronized Optional<Allowance> take(long now) {
        if (held > 0) {
            return Optional.of(admit());
        }
        return now < spentUntil ? Optional.of(refuse()) : Optional.empty();
    }

    /** What to ask the ledger for. Who asks while another does asks for one, so that a burst hoards nothing. */
    synchronized Ledger.Wish wish() {
        Ledger.Wish wish = new Ledger.Wish(asking++ == 0 ? BLOCK : 1, owed);
        owed = 0;
        return wish;
    }

    /**
     * The ledger's answer to a request that asked at {@code asked}, before which the rest cannot have begun. One that comes
     * after this instance gave up waiting lends no more than the limit leaves to this instance alone.
     */
    synchronized Allowance granted(Ledger.Grant grant, long asked) {
        asking--;
        end = asked + grant.rest().toMillis();
        left = grant.left();
        held = Math.max(0, Math.min(held + grant.more(), rate.most() - admitted));
        if (held > 0) {
            return admit();
        }
        spentUntil = end;
        return refuse();
    }

    /** The ledger is away: this instance lets in what the limit would let it, were it the only one. */
    synchronized Allowance alone(Ledger.Wish unheard, long now) {
        asking--;
        owed += unheard.owed();
        if (held == 0) {
            held = Math.max(0, Math.min(BLOCK, rate.most() - admitted));
            owed += held;
            left = rate.most() - admitted - held;
        }
        if (held > 0) {
            return admit();
        }
        spentUntil = Math.min(end, now + ALONE_MILLIS);
        return refuse();
    }

    private Allowance admit() {
        held--;
        admitted++;
        return told(rate.most() - held - left);
    }

    private Allowance refuse() {
        return told(rate.most() + 1);
    }

    private Allowance told(int used) {
        return new Allowance(limit, rate.most(), used, Instant.ofEpochMilli(end));
    }
}
