package social.skein.poll;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A poll as the client API shows it.
 *
 * @param voted absent where nobody in particular is asking
 * @param ownVotes empty then; some clients cannot do without it
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
        List<Object> emojis) {

    /** The poll for somebody who voted or asked, or did not, and chose this. */
    public PollView withVote(boolean voted, List<Integer> choices) {
        return new PollView(id, expiresAt, expired, multiple, votesCount, votersCount, voted, choices, options, emojis);
    }

    /**
     * What can be chosen.
     *
     * @param votesCount null as long as it is nobody's to know
     */
    public record OptionView(String title, @Nullable Long votesCount) {}
}
