package social.skein.rendering;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.filter.FilterResult;
import social.skein.model.Visibility;
import social.skein.poll.PollView;
import social.skein.status.Application;
import social.skein.status.InteractionKind;
import social.skein.status.InteractionSet;
import social.skein.status.Status;

/**
 * A status as the client API shows it. A boost repeats text and counts of what it boosts, and carries it whole as well. Its
 * members stand in the order in which {@link StatusPageJson} puts them together.
 *
 * @param viewer nothing where nobody in particular is asking: then its members are absent, as clients demand
 */
public record StatusView(
        @JsonUnwrapped Body body,
        @JsonUnwrapped Counts counts,
        @JsonUnwrapped @Nullable ViewerView viewer,
        AccountView account,
        @Nullable StatusView reblog,
        @Nullable PollView poll) {

    /** What is so for everybody until its author edits it. */
    public record Body(
            String id,
            String createdAt,
            @Nullable String inReplyToId,
            @Nullable String inReplyToAccountId,
            boolean sensitive,
            String spoilerText,
            Visibility visibility,
            @Nullable String language,
            String uri,
            String url,
            @Nullable String editedAt,
            String content,
            @Nullable Application application,
            List<Object> mediaAttachments,
            List<MentionView> mentions,
            List<TagView> tags,
            List<Object> emojis,
            @Nullable Object card) {}

    /** How often it was answered, boosted and liked. */
    public record Counts(long repliesCount, long reblogsCount, long favouritesCount) {
        static Counts of(Status original) {
            return new Counts(original.replies(), original.reblogs(), original.favourites());
        }
    }

    public String id() {
        return body.id();
    }

    /**
     * What is so for the one who asks.
     *
     * @param pinned absent where it is nothing of the viewer's that could be pinned
     * @param filtered which of their filters match it
     */
    public record ViewerView(
            boolean favourited,
            boolean reblogged,
            boolean muted,
            boolean bookmarked,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean pinned,

            List<FilterResult> filtered) {
        static ViewerView of(InteractionSet interactions, boolean pinnable, List<FilterResult> filtered) {
            return new ViewerView(
                    interactions.has(InteractionKind.FAVOURITED),
                    interactions.has(InteractionKind.BOOSTED),
                    interactions.has(InteractionKind.CONVERSATION_MUTED),
                    interactions.has(InteractionKind.BOOKMARKED),
                    pinnable ? interactions.has(InteractionKind.PINNED) : null,
                    filtered);
        }
    }

    /** Somebody the text links to. */
    public record MentionView(String id, String username, String acct, String url) {}

    /** A hashtag the text links to. */
    public record TagView(String name, String url) {}

    /** A status with what was typed, for its author to write anew. */
    public record WithText(@JsonUnwrapped StatusView status, String text) {}

    /** What was typed. */
    public record Source(String id, String text, String spoilerText) {}
}
