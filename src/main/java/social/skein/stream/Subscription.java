package social.skein.stream;

import java.util.List;
import java.util.Optional;
import social.skein.http.Caller;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.BlankText;
import social.skein.model.ListId;
import social.skein.model.Problem;
import social.skein.tag.Hashtag;

/**
 * A stream that a client requests.
 *
 * @param target the hashtag as the client spells it, or the id of the list; empty for other streams
 */
record Subscription(StreamName stream, String target) {
    private static final int MAX_TAG_LENGTH = 100;

    /** Parses the parameters of a client; throws a {@link Problem} if they are invalid. */
    static Subscription parse(String stream, String tag, String list) {
        StreamName name = StreamName.parse(stream)
                .orElseThrow(() -> new Problem.Malformed("Unknown stream. It should be one of user, user:notification, "
                        + "public, public:local, hashtag, hashtag:local, list, direct"));
        if (name.takesTag()) {
            return new Subscription(name, parseTag(tag));
        }
        return new Subscription(name, name == StreamName.LIST ? parseList(list) : "");
    }

    private static String parseTag(String tag) {
        if (BlankText.isBlank(tag) || tag.length() > MAX_TAG_LENGTH) {
            throw new Problem.Malformed("A hashtag stream needs a tag of 1 to " + MAX_TAG_LENGTH + " characters");
        }
        return tag;
    }

    private static String parseList(String list) {
        if (list.isBlank()) {
            throw new Problem.Malformed("A list stream needs the id of a list");
        }
        return ListId.parse(list).orElseThrow(Problem.NotFound::new).toString();
    }

    /** The list of a list stream. Only its owner may open the stream. */
    Optional<ListId> listId() {
        return stream == StreamName.LIST ? ListId.parse(target) : Optional.empty();
    }

    /** The channels that the stream listens on, for a caller with access; none for a stream that never has events. */
    List<Channel> channels(Optional<Caller> caller) {
        return switch (stream) {
            case USER ->
                caller.get().scopes().allow(Scope.READ_NOTIFICATIONS)
                        ? List.of(Channel.home(account(caller)), Channel.notifications(account(caller)))
                        : List.of(Channel.home(account(caller)));
            case USER_NOTIFICATION -> List.of(Channel.notifications(account(caller)));
            case DIRECT -> List.of(Channel.direct(account(caller)));
            case PUBLIC, PUBLIC_LOCAL -> List.of(Channel.PUBLIC);
            case HASHTAG, HASHTAG_LOCAL ->
                List.of(Channel.hashtag(Hashtag.parse(target).orElse(target)));
            case LIST -> listId().map(Channel::list).stream().toList();
            case PUBLIC_MEDIA, PUBLIC_LOCAL_MEDIA -> List.of(Channel.PUBLIC_MEDIA);
            case PUBLIC_REMOTE, PUBLIC_REMOTE_MEDIA -> List.of();
        };
    }

    /** The stream as named in its frames, by which clients assign an event to a subscription. */
    List<String> wireNames() {
        return target.isEmpty() ? List.of(stream.toString()) : List.of(stream.toString(), target);
    }

    private static AccountId account(Optional<Caller> caller) {
        return caller.flatMap(Caller::account).orElseThrow(Problem.Unauthorized::new);
    }
}
