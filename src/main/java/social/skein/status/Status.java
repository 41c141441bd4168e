package social.skein.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import social.skein.media.Attachment;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.visibility.StatusAttributes;

/**
 * A post, or a boost of one.
 *
 * @param body empty for a boost
 * @param reblog the original of a boost, if it is loaded
 */
public record Status(
        StatusId id,
        AccountId author,
        Visibility visibility,
        StatusContent body,
        StatusLinks links,
        Optional<Application> application,
        Instant createdAt,
        Optional<Instant> editedAt,
        StatusCounts counts,
        Optional<Status> reblog) {

    /** A status as it is posted: not edited, with all counts at zero. */
    static Status posted(
            StatusId id,
            AccountId author,
            Visibility visibility,
            StatusContent body,
            StatusLinks links,
            Optional<Application> application) {
        return new Status(
                id,
                author,
                visibility,
                body,
                links,
                application,
                SnowflakeIds.timestamp(id.value()),
                Optional.empty(),
                StatusCounts.ZERO,
                Optional.empty());
    }

    /** The boost of a status. */
    public static Status boost(StatusId id, AccountId author, Visibility visibility, Status original) {
        StatusLinks links = StatusLinks.boost(original.conversation(), StatusLinks.Target.of(original));
        return posted(id, author, visibility, StatusContent.NONE, links, Optional.empty())
                .withReblog(Optional.of(original));
    }

    /** The same status with another original, or without one: callers then load it themselves. */
    Status withReblog(Optional<Status> original) {
        return new Status(id, author, visibility, body, links, application, createdAt, editedAt, counts, original);
    }

    /** The same status as shown when the author of the status it replies to is suspended or deleted. */
    public Status withoutParent() {
        return new Status(
                id, author, visibility, body, links.withoutParent(), application, createdAt, editedAt, counts, reblog);
    }

    /**
     * The boosted status if this is a boost, otherwise this status: the one that users read, favourite and reply to.
     */
    public Status original() {
        return reblog.orElse(this);
    }

    /** The attributes that decide about its visibility. */
    public StatusAttributes attributes() {
        return new StatusAttributes(
                author, visibility, inReplyToAccount(), reblogOfAccount(), Set.copyOf(mentions()), tags(), language());
    }

    /** The accounts needed to render it: authors, mentioned accounts, and the author of the status it replies to. */
    public Stream<AccountId> accountIds() {
        return Stream.of(
                        Stream.of(author),
                        mentions().stream(),
                        inReplyToAccount().stream(),
                        reblog.stream().flatMap(Status::accountIds))
                .flatMap(accounts -> accounts);
    }

    public String content() {
        return body.html();
    }

    public String source() {
        return body.source();
    }

    public String spoilerText() {
        return body.spoilerText();
    }

    public boolean sensitive() {
        return body.sensitive();
    }

    public Optional<String> language() {
        return body.language();
    }

    public List<String> tags() {
        return body.tags();
    }

    public List<AccountId> mentions() {
        return body.mentions();
    }

    public List<Attachment> media() {
        return body.media();
    }

    public StatusId conversation() {
        return links.conversation();
    }

    /** The status it replies to; empty once that is deleted. */
    public Optional<StatusId> inReplyTo() {
        return links.inReplyTo();
    }

    /** The author of the status it replies to, also after that was deleted. */
    public Optional<AccountId> inReplyToAccount() {
        return links.inReplyToAccount();
    }

    public Optional<StatusId> reblogOf() {
        return links.reblogOf().map(StatusLinks.Target::status);
    }

    public Optional<AccountId> reblogOfAccount() {
        return links.reblogOf().map(StatusLinks.Target::author);
    }

    public long favourites() {
        return counts.favourites();
    }

    public long reblogs() {
        return counts.reblogs();
    }

    public long replies() {
        return counts.replies();
    }
}
