package social.skein.tag;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.http.PublicUrl;
import social.skein.model.AccountId;

/** Renders hashtags for a viewer, with one statement for their usage and one for which of them it follows. */
public final class TagViews {
    private final PublicUrl publicUrl;
    private final Tags tags;
    private final TagFollows follows;

    public TagViews(PublicUrl publicUrl, Tags tags, TagFollows follows) {
        this.publicUrl = publicUrl;
        this.tags = tags;
        this.follows = follows;
    }

    /** Renders the hashtags with these names, in their order. */
    public Future<List<TagView>> views(Optional<AccountId> viewer, List<String> names) {
        Future<Set<String>> followed =
                viewer.map(reader -> follows.followedAmong(reader, names)).orElse(Future.succeededFuture(Set.of()));
        return Future.all(tags.history(names), followed)
                .map(found -> names.stream()
                        .map(name -> view(
                                name, found.<Map<String, List<Tags.DailyUsage>>>resultAt(0), viewer, found.resultAt(1)))
                        .toList());
    }

    Future<TagView> view(Optional<AccountId> viewer, String name) {
        return views(viewer, List.of(name)).map(views -> views.get(0));
    }

    private TagView view(
            String name,
            Map<String, List<Tags.DailyUsage>> histories,
            Optional<AccountId> viewer,
            Set<String> followed) {
        return new TagView(
                stableId(name),
                name,
                Hashtag.url(publicUrl, name),
                histories.getOrDefault(name, List.of()).stream()
                        .map(TagView.DayView::of)
                        .toList(),
                viewer.map(reader -> followed.contains(name)).orElse(null));
    }

    /** A numeric id derived from the name, so that no table has to number arbitrary names. */
    private static String stableId(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Long.toString(ByteBuffer.wrap(hash).getLong() >>> 2);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
