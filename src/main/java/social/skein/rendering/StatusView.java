package social.skein.rendering;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.emoji.EmojiView;
import social.skein.filter.FilterResult;
import social.skein.media.AttachmentView;
import social.skein.model.Visibility;
import social.skein.poll.PollView;
import social.skein.status.Application;
import social.skein.status.InteractionKind;
import social.skein.status.InteractionSet;
import social.skein.status.Status;

/**
 * A status in the client API. A boost repeats text and counts of its original and contains the original too. The order
 * of the members is the order in which {@link StatusJsonWriter} writes them.
 *
 * @param viewer null without a viewer; its members are then absent, as clients require
 */
public record StatusView(
        @JsonUnwrapped Body body,
        @JsonUnwrapped Counts counts,
        @JsonUnwrapped @Nullable ViewerView viewer,
        AccountView account,
        @Nullable StatusView reblog,
        @Nullable PollView poll) {

    /** The part that is the same for all viewers and changes only when the author edits the status. */
    public record Body(
            @JsonUnwrapped Reference reference,
            @JsonUnwrapped Presentation presentation,
            @JsonUnwrapped Content content) {
        public List<MentionView> mentions() {
            return content.mentions();
        }

        /** Whether the emoji of the status's poll are among its own. */
        boolean hasEmojisOf(@Nullable PollView poll) {
            return poll == null || content.emojis().containsAll(poll.emojis());
        }

        /** The same with the emoji of the status's poll. */
        Body withEmojisOf(@Nullable PollView poll) {
            return poll == null || hasEmojisOf(poll)
                    ? this
                    : new Body(
                            reference,
                            presentation,
                            content.withEmojis(Stream.concat(content.emojis().stream(), poll.emojis().stream())
                                    .distinct()
                                    .toList()));
        }

        private Body withoutContent() {
            return new Body(
                    new Reference(reference.id(), reference.createdAt(), null, null),
                    new Presentation(
                            false, "", presentation.visibility(), null, presentation.uri(), presentation.url()),
                    Content.of(null, "", null, List.of(), List.of(), List.of(), List.of()));
        }
    }

    /** The ids of a status and of its parent. */
    public record Reference(
            String id,
            String createdAt,
            @Nullable String inReplyToId,
            @Nullable String inReplyToAccountId) {}

    /** The flags by which clients decide how to show a status, and its addresses. */
    public record Presentation(
            boolean sensitive,
            String spoilerText,
            Visibility visibility,
            @Nullable String language,
            String uri,
            String url) {}

    /** The text as HTML, the entities in it, and the media. This server has no cards. */
    public record Content(
            @Nullable String editedAt,
            String content,
            @Nullable Application application,
            List<AttachmentView> mediaAttachments,
            List<MentionView> mentions,
            List<TagView> tags,
            List<EmojiView> emojis,
            @Nullable Object card) {

        public static Content of(
                @Nullable String editedAt,
                String content,
                @Nullable Application application,
                List<AttachmentView> media,
                List<MentionView> mentions,
                List<TagView> tags,
                List<EmojiView> emojis) {
            return new Content(editedAt, content, application, media, mentions, tags, emojis, null);
        }

        private Content withEmojis(List<EmojiView> all) {
            return new Content(editedAt, content, application, mediaAttachments, mentions, tags, all, card);
        }
    }

    /** The numbers of replies, boosts and favourites. */
    public record Counts(long repliesCount, long reblogsCount, long favouritesCount) {
        static Counts of(Status original) {
            return new Counts(original.replies(), original.reblogs(), original.favourites());
        }
    }

    public String id() {
        return body.reference().id();
    }

    /** The ids and flags alone, without anything that the author wrote or that others did. */
    StatusView withoutContent() {
        return new StatusView(
                body.withoutContent(),
                new Counts(0, 0, 0),
                viewer == null ? null : viewer.withoutFilters(),
                account,
                null,
                null);
    }

    /**
     * The part that depends on the viewer.
     *
     * @param pinned absent unless the viewer could pin the status
     * @param filtered the viewer's filters that match it
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

        private ViewerView withoutFilters() {
            return new ViewerView(favourited, reblogged, muted, bookmarked, pinned, List.of());
        }
    }

    /** An account the text links to. */
    public record MentionView(String id, String username, String acct, String url) {}

    /** A hashtag the text links to. */
    public record TagView(String name, String url) {}

    /** A deleted status with its source, so that its author can rewrite it. */
    public record WithText(@JsonUnwrapped StatusView status, String text) {}

    /** The source of a status, as typed. */
    public record Source(String id, String text, String spoilerText) {}
}
