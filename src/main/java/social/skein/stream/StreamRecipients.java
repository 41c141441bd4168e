package social.skein.stream;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import social.skein.model.AccountId;

/** Those to whom a hint is told if it concerns them. */
sealed interface StreamRecipients {

    /** The circles that may hear of a post of this author with these hashtags. */
    Stream<ConnectedUser> users(AccountId author, Collection<String> tags);

    List<StreamListener> listeners(Channel channel);

    Stream<StreamListener> listeners(Channel.Kind kind);

    /** Whoever was known when it came. */
    record LoadedUsers(ConnectedUsers users, ChannelListeners channels, long hintNumber) implements StreamRecipients {
        @Override
        public Stream<ConnectedUser> users(AccountId author, Collection<String> tags) {
            return users.interestedIn(author, tags).stream().filter(circle -> circle.wasLoadedAt(hintNumber));
        }

        @Override
        public List<StreamListener> listeners(Channel channel) {
            return channels.listeners(channel).stream().filter(this::wasLoaded).toList();
        }

        @Override
        public Stream<StreamListener> listeners(Channel.Kind kind) {
            return channels.listeners(kind).filter(this::wasLoaded);
        }

        private boolean wasLoaded(StreamListener listener) {
            return listener.user().map(circle -> circle.wasLoadedAt(hintNumber)).orElse(true);
        }
    }

    /** One account that has become known since. */
    record CatchingUpUser(ConnectedUser user) implements StreamRecipients {
        @Override
        public Stream<ConnectedUser> users(AccountId author, Collection<String> tags) {
            return Stream.of(user).filter(here -> here.isInterestedIn(author, tags));
        }

        @Override
        public List<StreamListener> listeners(Channel channel) {
            return user.listeners().stream()
                    .filter(listener -> listener.channels().contains(channel))
                    .toList();
        }

        @Override
        public Stream<StreamListener> listeners(Channel.Kind kind) {
            return user.listeners().stream()
                    .filter(listener -> listener.channels().stream().anyMatch(channel -> channel.kind() == kind));
        }
    }
}
