package social.skein.stream;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The listeners of each channel. */
final class ChannelListeners {
    private final Map<Channel.Kind, Map<Channel, List<StreamListener>>> listeners = new EnumMap<>(Channel.Kind.class);

    ChannelListeners() {
        for (Channel.Kind kind : Channel.Kind.values()) {
            listeners.put(kind, new HashMap<>());
        }
    }

    void add(StreamListener listener) {
        for (Channel channel : listener.channels()) {
            byKind(channel.kind())
                    .merge(channel, List.of(listener), (existing, added) -> CopyOnWriteLists.with(existing, listener));
        }
    }

    void remove(StreamListener listener) {
        for (Channel channel : listener.channels()) {
            byKind(channel.kind()).computeIfPresent(channel, (key, existing) -> {
                List<StreamListener> remaining = CopyOnWriteLists.without(existing, listener);
                return remaining.isEmpty() ? null : remaining;
            });
        }
    }

    /** A snapshot of the listeners of one channel; later additions and removals do not change it. */
    List<StreamListener> listeners(Channel channel) {
        return byKind(channel.kind()).getOrDefault(channel, List.of());
    }

    /** The listeners of all channels of a kind. */
    Stream<StreamListener> listeners(Channel.Kind kind) {
        return byKind(kind).values().stream().flatMap(List::stream);
    }

    boolean isEmpty(Channel.Kind kind) {
        return byKind(kind).isEmpty();
    }

    boolean isEmpty(Channel channel) {
        return !byKind(channel.kind()).containsKey(channel);
    }

    private Map<Channel, List<StreamListener>> byKind(Channel.Kind kind) {
        return listeners.getOrDefault(kind, Map.of());
    }
}
