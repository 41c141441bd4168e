package social.skein.cluster;

import java.util.Map;

/**
 * A process's periodic message to the others.
 *
 * @param from the sender's process id, as in the headers of its hints
 * @param sent the number of hints it has sent so far, by address
 */
record Heartbeat(String from, Map<String, Long> sent) {
    static final HintType<Heartbeat> HINT = new HintType<>("skein.heartbeat", Heartbeat.class);
}
