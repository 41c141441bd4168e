package social.skein.audience;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/**
 * What the rules need to know of a status.
 *
 * @param visibility of a boost its own, which is never wider than that of what it boosts
 * @param inReplyToAccount whom it answers
 * @param reblogOfAccount whose status it boosts
 * @param mentions whom it names
 * @param tags its hashtags, in lower case
 */
public record Subject(
        AccountId author,
        Visibility visibility,
        Optional<AccountId> inReplyToAccount,
        Optional<AccountId> reblogOfAccount,
        Set<AccountId> mentions,
        List<String> tags) {

    /** A status that names nobody and answers nothing. */
    static Subject of(AccountId author, Visibility visibility) {
        return new Subject(author, visibility, Optional.empty(), Optional.empty(), Set.of(), List.of());
    }

    /** Whose words they are: of a boost the booster's choice and the boosted one's words. */
    private Stream<AccountId> voices() {
        return Stream.concat(Stream.of(author), reblogOfAccount.stream());
    }

    /** Whether something is so of one of them; each reader's rules ask it of each status, so no stream is made for it. */
    boolean hasVoice(Predicate<AccountId> so) {
        return so.test(author) || (reblogOfAccount.isPresent() && so.test(reblogOfAccount.get()));
    }

    /** Everybody the rules ask the reader's ties to. */
    Stream<AccountId> people() {
        return Stream.of(voices(), inReplyToAccount.stream(), mentions.stream()).flatMap(people -> people);
    }
}
