package social.skein.rendering;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountViews;
import social.skein.emoji.EmojiFinder;
import social.skein.http.PublicUrl;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.status.Status;
import social.skein.tag.Hashtag;

/** Renders the part of a status that is the same for all viewers, without the emoji of its poll. */
public record StatusBodies(PublicUrl origin, AccountViews accountViews, EmojiFinder emojis) {

    /**
     * The body of a status. A boost has its own ids and addresses, and the content of its original.
     *
     * @param original the boosted status, or {@code status} itself
     * @param author the username of the author of {@code status}
     * @param mentions the accounts the text links to
     */
    StatusView.Body body(Status status, Status original, String author, List<StatusView.MentionView> mentions) {
        return new StatusView.Body(
                reference(status), presentation(status, original, author), content(original, mentions));
    }

    private static StatusView.Reference reference(Status status) {
        return new StatusView.Reference(
                status.id().toString(),
                WireTimes.format(status.createdAt()),
                stringOrNull(status.inReplyTo()),
                stringOrNull(status.inReplyToAccount()));
    }

    private StatusView.Presentation presentation(Status status, Status original, String author) {
        return new StatusView.Presentation(
                original.sensitive(),
                original.spoilerText(),
                status.visibility(),
                original.language().orElse(null),
                accountViews.uri(author) + "/statuses/" + status.id(),
                accountViews.profileUrl(author) + "/" + status.id());
    }

    private StatusView.Content content(Status original, List<StatusView.MentionView> mentions) {
        return StatusView.Content.of(
                original.editedAt().map(WireTimes::format).orElse(null),
                original.content(),
                original.application().orElse(null),
                original.media().stream().map(media -> media.toView(origin)).toList(),
                mentions,
                original.tags().stream()
                        .map(name -> new StatusView.TagView(name, Hashtag.url(origin, name)))
                        .toList(),
                emojis.find(List.of(original.spoilerText()), List.of(original.content())));
    }

    /** The mentioned accounts that still exist, with their current names. */
    List<StatusView.MentionView> mentions(Status original, Function<AccountId, Optional<String>> names) {
        return original.mentions().stream()
                .flatMap(id -> names
                        .apply(id)
                        .map(name ->
                                new StatusView.MentionView(id.toString(), name, name, accountViews.profileUrl(name)))
                        .stream())
                .toList();
    }

    private static @Nullable String stringOrNull(Optional<?> id) {
        return id.map(Object::toString).orElse(null);
    }
}
