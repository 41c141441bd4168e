package social.skein.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Detects lost hints: compares the numbers other processes report in their heartbeats with the hints that arrived. */
final class HintLossDetector {
    /** A process without a heartbeat for this long is down or unreachable. */
    static final Duration PEER_TIMEOUT = Duration.ofSeconds(10);

    /**
     * After this silence a process is forgotten; if it returns, it counts as new and its earlier hints are not missed.
     */
    private static final Duration PEER_TTL = Duration.ofDays(1);

    /**
     * Losses are reported only after this many heartbeats: until then the sender may not know all subscriptions of this
     * process.
     */
    private static final int WARM_UP_HEARTBEATS = 3;

    private final Map<String, Peer> peers = new ConcurrentHashMap<>();

    /** Records the arrival of a hint, with its sequence number for this sender and address. */
    void onArrival(String from, String address, long number) {
        Peer peer = peers.get(from);
        if (peer != null) {
            peer.onArrival(address, number);
        }
    }

    /**
     * Evaluates a heartbeat. Hints counted in the sender's previous heartbeat must have arrived by now: hints may be
     * reordered, but by less than the time between two heartbeats.
     *
     * @param addresses the addresses this process subscribes to
     * @return the number of lost hints by address, without addresses that lost none
     */
    Map<String, Long> onHeartbeat(Heartbeat heartbeat, Set<String> addresses, long nowNanos) {
        peers.values().removeIf(peer -> peer.isSilent(PEER_TTL, nowNanos));
        return peers.computeIfAbsent(heartbeat.from(), absent -> new Peer())
                .onHeartbeat(heartbeat.sent(), addresses, nowNanos);
    }

    /** The number of other processes with a recent heartbeat. */
    int livePeers(long nowNanos) {
        return (int) peers.values().stream()
                .filter(peer -> !peer.isSilent(PEER_TIMEOUT, nowNanos))
                .count();
    }

    /** Another process. */
    private static final class Peer {
        private final Map<String, Sequence> sequences = new HashMap<>();
        private long lastHeartbeatNanos;
        private int heartbeats;

        synchronized void onArrival(String address, long number) {
            Sequence sequence = sequences.get(address);
            if (sequence != null) {
                sequence.onArrival(number);
            }
        }

        synchronized Map<String, Long> onHeartbeat(Map<String, Long> sent, Set<String> addresses, long nowNanos) {
            lastHeartbeatNanos = nowNanos;
            boolean warmingUp = heartbeats++ < WARM_UP_HEARTBEATS;
            Map<String, Long> lost = new HashMap<>();
            for (String address : addresses) {
                long total = sent.getOrDefault(address, 0L);
                long missing = sequences
                        .computeIfAbsent(address, absent -> new Sequence(total))
                        .advance(total);
                if (missing > 0 && !warmingUp) {
                    lost.put(address, missing);
                }
            }
            return lost;
        }

        synchronized boolean isSilent(Duration time, long nowNanos) {
            return nowNanos - lastHeartbeatNanos > time.toNanos();
        }
    }

    /**
     * The sequence numbers that arrived from one sender at one address: all up to {@code contiguous}, and some beyond
     * it.
     */
    private static final class Sequence {
        private final SortedSet<Long> outOfOrder = new TreeSet<>();
        private long contiguous;
        private long expected;

        Sequence(long start) {
            contiguous = start;
            expected = start;
        }

        void onArrival(long number) {
            if (number == contiguous + 1) {
                contiguous = number;
                drainOutOfOrder();
            } else if (number > contiguous) {
                outOfOrder.add(number);
            }
        }

        /** Returns the number of overdue hints and stops waiting for them; {@code total} is due at the next call. */
        long advance(long total) {
            SortedSet<Long> arrived = outOfOrder.headSet(expected + 1);
            long missing = Math.max(0, expected - contiguous - arrived.size());
            arrived.clear();
            contiguous = Math.max(contiguous, expected);
            drainOutOfOrder();
            expected = total;
            return missing;
        }

        private void drainOutOfOrder() {
            while (outOfOrder.remove(contiguous + 1)) {
                contiguous++;
            }
        }
    }
}
