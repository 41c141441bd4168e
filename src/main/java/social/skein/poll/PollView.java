package social.skein.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.emoji.EmojiView;

/**
 * A poll in the client API.
 *
 * @param voted absent without a viewer
 * @param ownVotes empty without a viewer; some clients require the field
 */
public record PollView(
        String id,
        String expiresAt,
        boolean expired,
        boolean multiple,
        long votesCount,
        long votersCount,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean voted,

        List<Integer> ownVotes,
        List<OptionView> options,
        List<EmojiView> emojis) {

    /** The same poll for another viewer; {@code voted} is also true for the author. */
    public PollView withVote(boolean voted, List<Integer> choices) {
        return new PollView(id, expiresAt, expired, multiple, votesCount, votersCount, voted, choices, options, emojis);
    }

    /**
     * An option of a poll.
     *
     * @param votesCount null while the counts are hidden
     */
    public record OptionView(String title, @Nullable Long votesCount) {}
}
