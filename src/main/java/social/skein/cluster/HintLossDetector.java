package social.skein.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What other processes say they have sent, beside what of it arrived here. */
final class HintLossDetector {
    /** Who has been silent for so long is dead, or cut off. */
    static final Duration PEER_TIMEOUT = Duration.ofSeconds(10);

    /** After that they would be somebody new: nothing is known of what they sent meanwhile. */
    private static final Duration PEER_TTL = Duration.ofDays(1);

    /** Before, this process may not yet have been known there at all addresses, or a hint have come before it knew the sender. */
    private static final int WARM_UP_HEARTBEATS = 3;

    private final Map<String, Peer> peers = new ConcurrentHashMap<>();

    /** A hint arrived: the so-manieth that its sender sent to the address. */
    void onArrival(String from, String address, long number) {
        Peer peer = peers.get(from);
        if (peer != null) {
            peer.onArrival(address, number);
        }
    }

    /**
     * Somebody said what they have sent. What they had said the time before must have arrived by now: hints overtake each other,
     * by less than the time between two heartbeats.
     *
     * @param addresses those that are listened to here
     * @return how many are lost of those sent to each address, where there are any
     */
    Map<String, Long> onHeartbeat(Heartbeat heartbeat, Set<String> addresses, long nowNanos) {
        peers.values().removeIf(peer -> peer.isSilent(PEER_TTL, nowNanos));
        return peers.computeIfAbsent(heartbeat.from(), unknown -> new Peer())
                .onHeartbeat(heartbeat.sent(), addresses, nowNanos);
    }

    /** How many others are heard. */
    int livePeers(long nowNanos) {
        return (int) peers.values().stream()
                .filter(peer -> !peer.isSilent(PEER_TIMEOUT, nowNanos))
                .count();
    }

    /** One of the others. */
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
            boolean begins = heartbeats++ < WARM_UP_HEARTBEATS;
            Map<String, Long> lost = new HashMap<>();
            for (String address : addresses) {
                long total = sent.getOrDefault(address, 0L);
                long missing = sequences
                        .computeIfAbsent(address, unheard -> new Sequence(total))
                        .advance(total);
                if (missing > 0 && !begins) {
                    lost.put(address, missing);
                }
            }
            return lost;
        }

        synchronized boolean isSilent(Duration time, long nowNanos) {
            return nowNanos - lastHeartbeatNanos > time.toNanos();
        }
    }

    /** The numbers of one sender at one address that have arrived: all up to one, and some ahead of it. */
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

        /** How many of those that were due have not come; they are not waited for any more. */
        long advance(long total) {
            SortedSet<Long> came = outOfOrder.headSet(expected + 1);
            long missing = Math.max(0, expected - contiguous - came.size());
            came.clear();
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
