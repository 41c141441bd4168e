package social.skein.media;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import social.skein.http.Params;
import social.skein.model.BlankText;
import social.skein.model.MediaId;
import social.skein.model.Problem;

/**
 * The media of a request for a status.
 *
 * @param ids in the order in which they are shown, each once
 * @param changes new descriptions and focuses of some of them
 */
public record MediaSelection(List<MediaId> ids, List<AttributeChange> changes) {
    public static final MediaSelection NONE = new MediaSelection(List.of(), List.of());

    /** The number of media of a status. */
    public static final int MAX_MEDIA = 4;

    /** The new attributes of a medium; absent ones stay. */
    public record AttributeChange(MediaId id, MediaAttributes attributes) {}

    /** Media without changes. */
    public static MediaSelection of(List<MediaId> ids) {
        return new MediaSelection(ids, List.of());
    }

    /** Parses {@code media_ids[]} and {@code media_attributes[]}. */
    public static MediaSelection parse(Params params) {
        LinkedHashSet<MediaId> ids = new LinkedHashSet<>();
        for (String id : params.list("media_ids")) {
            if (!BlankText.isBlank(id)) {
                ids.add(parseId(id));
            }
        }
        if (ids.size() > MAX_MEDIA) {
            throw new Problem.Invalid("Validation failed: Cannot attach more than " + MAX_MEDIA + " files");
        }
        List<AttributeChange> changes = new ArrayList<>();
        for (Params group : params.nestedList("media_attributes")) {
            Optional<MediaId> id = group.nonBlank("id").map(MediaSelection::parseId);
            id.filter(ids::contains)
                    .ifPresent(found -> changes.add(new AttributeChange(found, MediaAttributes.parse(group))));
        }
        return new MediaSelection(List.copyOf(ids), changes);
    }

    private static MediaId parseId(String digits) {
        return MediaId.parse(digits).orElseThrow(() -> missing(digits));
    }

    static Problem missing(String ids) {
        return new Problem.Invalid(
                "Validation failed: Media " + ids + " not found or already attached to another post");
    }

    public boolean isEmpty() {
        return ids.isEmpty();
    }
}
