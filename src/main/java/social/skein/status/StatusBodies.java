package social.skein.status;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountViews;
import social.skein.http.Origin;
import social.skein.http.Times;
import social.skein.model.AccountId;
import social.skein.tag.Hashtag;

/** Shows of statuses what is so for everybody. */
public record StatusBodies(Origin origin, AccountViews people) {

    /**
     * @param status what is shown
     * @param read what is read of it: of a boost what it boosts
     * @param author the name of the status' author
     * @param mentions those the text links to
     */
    StatusView.Body body(Status status, Status read, String author, List<StatusView.MentionView> mentions) {
        return new StatusView.Body(
                status.id().toString(),
                Times.instant(status.createdAt()),
                digits(status.inReplyTo()),
                digits(status.inReplyToAccount()),
                read.sensitive(),
                read.spoilerText(),
                status.visibility(),
                read.language().orElse(null),
                people.uri(author) + "/statuses/" + status.id(),
                people.profile(author) + "/" + status.id(),
                read.editedAt().map(Times::instant).orElse(null),
                read.content(),
                read.application().orElse(null),
                List.of(),
                mentions,
                read.tags().stream()
                        .map(name -> new StatusView.TagView(name, Hashtag.url(origin, name)))
                        .toList(),
                List.of(),
                null);
    }

    /** Those of the mentioned who are there, with the names they have. */
    List<StatusView.MentionView> mentions(Status read, Function<AccountId, Optional<String>> names) {
        return read.mentions().stream()
                .flatMap(id -> names
                        .apply(id)
                        .map(name -> new StatusView.MentionView(id.toString(), name, name, people.profile(name)))
                        .stream())
                .toList();
    }

    private static @Nullable String digits(Optional<?> id) {
        return id.map(Object::toString).orElse(null);
    }
}
