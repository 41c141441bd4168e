package social.skein.stream;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who listens on which channel. */
final class Channels {
    private final Map<Channel.Kind, Map<Channel, List<Listener>>> listeners = new EnumMap<>(Channel.Kind.class);

    Channels() {
        for (Channel.Kind kind : Channel.Kind.values()) {
            listeners.put(kind, new HashMap<>());
        }
    }

    void join(Listener listener) {
        for (Channel channel : listener.channels()) {
            of(channel.kind()).merge(channel, List.of(listener), (others, newcomer) -> Crowd.with(others, listener));
        }
    }

    void leave(Listener listener) {
        for (Channel channel : listener.channels()) {
            of(channel.kind()).computeIfPresent(channel, (same, all) -> {
                List<Listener> others = Crowd.without(all, listener);
                return others.isEmpty() ? null : others;
            });
        }
    }

    /** Those on one channel now, whatever joins and leaves while they are told. */
    List<Listener> on(Channel channel) {
        return of(channel.kind()).getOrDefault(channel, List.of());
    }

    /** Those on any channel of a kind. */
    Stream<Listener> on(Channel.Kind kind) {
        return of(kind).values().stream().flatMap(List::stream);
    }

    boolean isSilent(Channel.Kind kind) {
        return of(kind).isEmpty();
    }

    boolean isSilent(Channel channel) {
        return !of(channel.kind()).containsKey(channel);
    }

    private Map<Channel, List<Listener>> of(Channel.Kind kind) {
        return listeners.getOrDefault(kind, Map.of());
    }
}
