package social.skein.visibility;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.Visibility;

/**
 * The attributes of a status that the rules depend on.
 *
 * @param visibility for a boost its own visibility, which is never wider than the original's
 * @param inReplyToAccount the author of the status it replies to
 * @param reblogOfAccount the author of the boosted status
 * @param tags hashtags, in lower case
 * @param language empty for a boost
 */
public record StatusAttributes(
        AccountId author,
        Visibility visibility,
        Optional<AccountId> inReplyToAccount,
        Optional<AccountId> reblogOfAccount,
        Set<AccountId> mentions,
        List<String> tags,
        Optional<String> language) {

    /** A status without a language. */
    public StatusAttributes(
            AccountId author,
            Visibility visibility,
            Optional<AccountId> inReplyToAccount,
            Optional<AccountId> reblogOfAccount,
            Set<AccountId> mentions,
            List<String> tags) {
        this(author, visibility, inReplyToAccount, reblogOfAccount, mentions, tags, Optional.empty());
    }

    /** A status without mentions that replies to nothing. */
    static StatusAttributes of(AccountId author, Visibility visibility) {
        return new StatusAttributes(author, visibility, Optional.empty(), Optional.empty(), Set.of(), List.of());
    }

    /** The author and, for a boost, the author of the original. */
    private Stream<AccountId> authors() {
        return Stream.concat(Stream.of(author), reblogOfAccount.stream());
    }

    /** Whether the predicate holds for any author. Written without a stream: it runs for each viewer and status. */
    boolean anyAuthorMatches(Predicate<AccountId> predicate) {
        return predicate.test(author) || (reblogOfAccount.isPresent() && predicate.test(reblogOfAccount.get()));
    }

    /**
     * Whether a reader of these languages reads the status: {@code pt} includes {@code pt-BR}. No languages are all, and
     * a status without a language is read by every reader.
     */
    boolean isInLanguages(Set<String> languages) {
        return languages.isEmpty()
                || language.isEmpty()
                || languages.stream().anyMatch(wanted -> isOrIncludes(wanted, language.get()));
    }

    private static boolean isOrIncludes(String wanted, String language) {
        return language.regionMatches(true, 0, wanted, 0, wanted.length())
                && (language.length() == wanted.length() || "-_".indexOf(language.charAt(wanted.length())) >= 0);
    }

    /** All accounts whose relations to the viewer the rules depend on. */
    Stream<AccountId> affectedAccounts() {
        return Stream.of(authors(), inReplyToAccount.stream(), mentions.stream())
                .flatMap(accounts -> accounts);
    }
}
