package social.skein.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.visibility.StatusAttributes;

/**
 * Something somebody posted, or their boost of it, with its counts.
 *
 * @param content HTML, safe to show
 * @param source what was typed
 * @param tags the names of its hashtags
 * @param mentions the accounts it links to, in the order of the text
 * @param conversation the status its thread began with; a boost is in the thread of what it boosts
 * @param reblog what it boosts; a boost has no text of its own
 */
public record Status(
        StatusId id,
        AccountId author,
        Visibility visibility,
        String content,
        String source,
        String spoilerText,
        boolean sensitive,
        Optional<String> language,
        Optional<StatusId> inReplyTo,
        Optional<AccountId> inReplyToAccount,
        Optional<StatusId> reblogOf,
        Optional<AccountId> reblogOfAccount,
        Optional<Application> application,
        List<String> tags,
        List<AccountId> mentions,
        StatusId conversation,
        Instant createdAt,
        Optional<Instant> editedAt,
        long favourites,
        long reblogs,
        long replies,
        Optional<Status> reblog) {

    /** What is boosted where this is a boost, and otherwise this itself: what readers read, like and answer. */
    public Status original() {
        return reblog.orElse(this);
    }

    /** What the audience's rules need to know of it. */
    public StatusAttributes subject() {
        return new StatusAttributes(author, visibility, inReplyToAccount, reblogOfAccount, Set.copyOf(mentions), tags);
    }

    /** The boost of a status. It has no text of its own. */
    public static Status boost(StatusId id, AccountId author, Visibility visibility, Status original) {
        return new Status(
                id,
                author,
                visibility,
                "",
                "",
                "",
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(original.id),
                Optional.of(original.author),
                Optional.empty(),
                List.of(),
                List.of(),
                original.conversation,
                SnowflakeIds.timestamp(id.value()),
                Optional.empty(),
                0,
                0,
                0,
                Optional.of(original));
    }

    /** The same where it is a boost whose original is found elsewhere. */
    Status withoutReblog() {
        return reblog.isEmpty()
                ? this
                : new Status(
                        id,
                        author,
                        visibility,
                        content,
                        source,
                        spoilerText,
                        sensitive,
                        language,
                        inReplyTo,
                        inReplyToAccount,
                        reblogOf,
                        reblogOfAccount,
                        application,
                        tags,
                        mentions,
                        conversation,
                        createdAt,
                        editedAt,
                        favourites,
                        reblogs,
                        replies,
                        Optional.empty());
    }

    /** Whoever must be known to show it. */
    public Stream<AccountId> accountIds() {
        return Stream.of(Stream.of(author), mentions.stream(), reblog.stream().flatMap(Status::accountIds))
                .flatMap(people -> people);
    }
}
