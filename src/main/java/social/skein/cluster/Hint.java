package social.skein.cluster;

/**
 * A kind of hint: the address it travels on and the record it is.
 *
 * @param address where it travels on the event bus
 */
public record Hint<T>(String address, Class<T> type) {}
