package social.skein.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What other processes say they have sent, beside what of it arrived here. */
final class Tally {
    /** Who has been silent for so long is dead, or cut off. */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /** After that they would be somebody new: nothing is known of what they sent meanwhile. */
    private static final Duration MEMORY = Duration.ofDays(1);

    /** Before, this process may not yet have been known there at all addresses, or a hint have come before it knew the sender. */
    private static final int FIRST_BEATS = 3;

    private final Map<String, Peer> peers = new ConcurrentHashMap<>();

    /** A hint arrived: the so-manieth that its sender sent to the address. */
    void arrived(String from, String address, long number) {
        Peer peer = peers.get(from);
        if (peer != null) {
            peer.arrived(address, number);
        }
    }

    /**
     * Somebody said what they have sent. What they had said the time before must have arrived by now: hints overtake each other,
     * by less than the time between two heartbeats.
     *
     * @param addresses those that are listened to here
     * @return how many are lost of those sent to each address, where there are any
     */
    Map<String, Long> told(Heartbeat heartbeat, Set<String> addresses, long nowNanos) {
        peers.values().removeIf(peer -> peer.isSilent(MEMORY, nowNanos));
        return peers.computeIfAbsent(heartbeat.from(), unknown -> new Peer())
                .told(heartbeat.sent(), addresses, nowNanos);
    }

    /** How many others are heard. */
    int heard(long nowNanos) {
        return (int) peers.values().stream()
                .filter(peer -> !peer.isSilent(SILENCE, nowNanos))
                .count();
    }

    /** One of the others. */
    private static final class Peer {
        private final Map<String, Sequence> sequences = new HashMap<>();
        private long lastNanos;
        private int beats;

        synchronized void arrived(String address, long number) {
            Sequence sequence = sequences.get(address);
            if (sequence != null) {
                sequence.arrived(number);
            }
        }

        synchronized Map<String, Long> told(Map<String, Long> sent, Set<String> addresses, long nowNanos) {
            lastNanos = nowNanos;
            boolean begins = beats++ < FIRST_BEATS;
            Map<String, Long> lost = new HashMap<>();
            for (String address : addresses) {
                long total = sent.getOrDefault(address, 0L);
                long missing = sequences
                        .computeIfAbsent(address, unheard -> new Sequence(total))
                        .told(total);
                if (missing > 0 && !begins) {
                    lost.put(address, missing);
                }
            }
            return lost;
        }

        synchronized boolean isSilent(Duration time, long nowNanos) {
            return nowNanos - lastNanos > time.toNanos();
        }
    }

    /** The numbers of one sender at one address that have arrived: all up to one, and some ahead of it. */
    private static final class Sequence {
        private final SortedSet<Long> ahead = new TreeSet<>();
        private long complete;
        private long due;

        Sequence(long from) {
            complete = from;
            due = from;
        }

        void arrived(long number) {
            if (number == complete + 1) {
                complete = number;
                absorb();
            } else if (number > complete) {
                ahead.add(number);
            }
        }

        /** How many of those that were due have not come; they are not waited for any more. */
        long told(long total) {
            SortedSet<Long> came = ahead.headSet(due + 1);
            long missing = Math.max(0, due - complete - came.size());
            came.clear();
            complete = Math.max(complete, due);
            absorb();
            due = total;
            return missing;
        }

        private void absorb() {
            while (ahead.remove(complete + 1)) {
                complete++;
            }
        }
    }
}
