package social.skein.stream;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import social.skein.model.AccountId;

/** The candidates for the delivery of a hint. */
sealed interface StreamRecipients {

    /** The users that a post of this author with these hashtags may concern. */
    Stream<ConnectedUser> users(AccountId author, Collection<String> tags);

    List<StreamListener> listeners(Channel channel);

    Stream<StreamListener> listeners(Channel.Kind kind);

    /** The users that were loaded when the hint arrived. */
    record LoadedUsers(ConnectedUsers users, ChannelListeners channels, long hintNumber) implements StreamRecipients {
        @Override
        public Stream<ConnectedUser> users(AccountId author, Collection<String> tags) {
            return users.interestedIn(author, tags).stream().filter(user -> user.wasLoadedAt(hintNumber));
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
            return listener.user().map(user -> user.wasLoadedAt(hintNumber)).orElse(true);
        }
    }

    /** A user that was loaded after the hint arrived. */
    record CatchingUpUser(ConnectedUser user) implements StreamRecipients {
        @Override
        public Stream<ConnectedUser> users(AccountId author, Collection<String> tags) {
            return Stream.of(user).filter(candidate -> candidate.isInterestedIn(author, tags));
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
