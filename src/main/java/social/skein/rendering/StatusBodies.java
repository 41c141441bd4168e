package social.skein.rendering;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountViews;
import social.skein.http.PublicUrl;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.status.Status;
import social.skein.tag.Hashtag;

/** Shows of statuses what is so for everybody. */
public record StatusBodies(PublicUrl origin, AccountViews accountViews) {

    /**
     * @param status what is shown
     * @param original what is read of it: of a boost what it boosts
     * @param author the name of the status' author
     * @param mentions those the text links to
     */
    StatusView.Body body(Status status, Status original, String author, List<StatusView.MentionView> mentions) {
        return new StatusView.Body(
                status.id().toString(),
                WireTimes.format(status.createdAt()),
                stringOrNull(status.inReplyTo()),
                stringOrNull(status.inReplyToAccount()),
                original.sensitive(),
                original.spoilerText(),
                status.visibility(),
                original.language().orElse(null),
                accountViews.uri(author) + "/statuses/" + status.id(),
                accountViews.profileUrl(author) + "/" + status.id(),
                original.editedAt().map(WireTimes::format).orElse(null),
                original.content(),
                original.application().orElse(null),
                List.of(),
                mentions,
                original.tags().stream()
                        .map(name -> new StatusView.TagView(name, Hashtag.url(origin, name)))
                        .toList(),
                List.of(),
                null);
    }

    /** Those of the mentioned who are there, with the names they have. */
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
