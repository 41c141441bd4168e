package social.skein.cluster;

import java.util.Map;

/**
 * A sign of life.
 *
 * @param from the process, by what it calls itself in all it sends
 * @param sent how many hints it has sent so far, by their address
 */
record Heartbeat(String from, Map<String, Long> sent) {
    static final Hint<Heartbeat> HINT = new Hint<>("skein.heartbeat", Heartbeat.class);
}
