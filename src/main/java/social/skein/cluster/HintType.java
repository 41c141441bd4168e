package social.skein.cluster;

/**
 * A kind of hint: its address on the event bus and the type of its payload.
 *
 * @param address the event bus address
 * @param type a record that Jackson can read and write
 */
public record HintType<T>(String address, Class<T> type) {}
