package social.skein.stream;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on which channel. */
final class Channels {
    private final Map<Channel.Kind, Map<Channel, Set<Listener>>> listeners = new EnumMap<>(Channel.Kind.class);

    Channels() {
        for (Channel.Kind kind : Channel.Kind.values()) {
            listeners.put(kind, new HashMap<>());
        }
    }

    void join(Channel channel, Listener listener) {
        of(channel.kind())
                .computeIfAbsent(channel, first -> new LinkedHashSet<>())
                .add(listener);
    }

    void leave(Channel channel, Listener listener) {
        of(channel.kind()).computeIfPresent(channel, (same, others) -> {
            others.remove(listener);
            return others.isEmpty() ? null : others;
        });
    }

    /** Those on one channel now, whatever joins and leaves while they are told. */
    List<Listener> on(Channel channel) {
        return List.copyOf(of(channel.kind()).getOrDefault(channel, Set.of()));
    }

    /** Those on any channel of a kind. */
    Stream<Listener> on(Channel.Kind kind) {
        return of(kind).values().stream().flatMap(Set::stream);
    }

    boolean isSilent(Channel.Kind kind) {
        return of(kind).isEmpty();
    }

    boolean isSilent(Channel channel) {
        return !of(channel.kind()).containsKey(channel);
    }

    private Map<Channel, Set<Listener>> of(Channel.Kind kind) {
        return listeners.getOrDefault(kind, Map.of());
    }
}
