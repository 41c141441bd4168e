package social.skein.stream;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import social.skein.model.AccountId;

/** Those to whom a hint is told if it concerns them. */
sealed interface Hearers {

    /** The circles that may hear of a post of this author with these hashtags. */
    Stream<Circle> near(AccountId author, Collection<String> tags);

    List<Listener> on(Channel channel);

    Stream<Listener> on(Channel.Kind kind);

    /** Whoever was known when it came. */
    record Present(Circles circles, Channels channels, long hint) implements Hearers {
        @Override
        public Stream<Circle> near(AccountId author, Collection<String> tags) {
            return circles.near(author, tags).stream().filter(circle -> circle.wasKnownAt(hint));
        }

        @Override
        public List<Listener> on(Channel channel) {
            return channels.on(channel).stream().filter(this::wasKnown).toList();
        }

        @Override
        public Stream<Listener> on(Channel.Kind kind) {
            return channels.on(kind).filter(this::wasKnown);
        }

        private boolean wasKnown(Listener listener) {
            return listener.circle().map(circle -> circle.wasKnownAt(hint)).orElse(true);
        }
    }

    /** One account that has become known since. */
    record Latecomer(Circle circle) implements Hearers {
        @Override
        public Stream<Circle> near(AccountId author, Collection<String> tags) {
            return Stream.of(circle).filter(here -> here.isNear(author, tags));
        }

        @Override
        public List<Listener> on(Channel channel) {
            return circle.listeners().stream()
                    .filter(listener -> listener.channels().contains(channel))
                    .toList();
        }

        @Override
        public Stream<Listener> on(Channel.Kind kind) {
            return circle.listeners().stream()
                    .filter(listener -> listener.channels().stream().anyMatch(channel -> channel.kind() == kind));
        }
    }
}
