package social.skein.visibility;

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
public record StatusAttributes(
        AccountId author,
        Visibility visibility,
        Optional<AccountId> inReplyToAccount,
        Optional<AccountId> reblogOfAccount,
        Set<AccountId> mentions,
        List<String> tags) {

    /** A status that names nobody and answers nothing. */
    static StatusAttributes of(AccountId author, Visibility visibility) {
        return new StatusAttributes(author, visibility, Optional.empty(), Optional.empty(), Set.of(), List.of());
    }

    /** Whose words they are: of a boost the booster's choice and the boosted one's words. */
    private Stream<AccountId> authors() {
        return Stream.concat(Stream.of(author), reblogOfAccount.stream());
    }

    /** Whether something is so of one of them; each reader's rules ask it of each status, so no stream is made for it. */
    boolean anyAuthorMatches(Predicate<AccountId> predicate) {
        return predicate.test(author) || (reblogOfAccount.isPresent() && predicate.test(reblogOfAccount.get()));
    }

    /** Everybody the rules ask the reader's ties to. */
    Stream<AccountId> affectedAccounts() {
        return Stream.of(authors(), inReplyToAccount.stream(), mentions.stream())
                .flatMap(people -> people);
    }
}
