package social.skein.account;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.http.Origin;
import social.skein.http.Times;
import social.skein.http.WebAddresses;

/** Shows accounts as the client API does. */
public final class AccountViews {
    /** Some clients take a picture whose file has this name for none at all. */
    private static final String AVATAR = "/avatars/original/missing.png";

    private static final String HEADER = "/headers/original/missing.png";

    private final String origin;
    private final String avatar;
    private final String header;

    public AccountViews(Origin origin) {
        this.origin = origin.toString();
        this.avatar = origin + AVATAR;
        this.header = origin + HEADER;
    }

    public AccountView view(Account account) {
        boolean hidden = account.suspended();
        return new AccountView(
                account.id().toString(),
                account.username(),
                account.username(),
                hidden ? "" : account.displayName(),
                !hidden && account.locked(),
                !hidden && account.bot(),
                !hidden && account.discoverable(),
                !hidden && account.profile().indexable(),
                false,
                Times.midnight(account.createdAt()),
                hidden ? "" : paragraphs(account.note()),
                profile(account.username()),
                uri(account.username()),
                avatar,
                avatar,
                header,
                header,
                account.followers(),
                account.following(),
                account.statuses(),
                account.lastStatusAt().map(Times::date).orElse(null),
                account.profile().hideCollections(),
                hidden || !account.discoverable(),
                null,
                hidden ? true : null,
                List.of(),
                List.of(),
                hidden
                        ? List.of()
                        : AccountView.FieldView.shown(account.profile().fields()));
    }

    /** The address of somebody's profile; mentions in statuses link to the very same text. */
    public String profile(String username) {
        return origin + "/@" + username;
    }

    /** What names somebody for good, whatever their profile's address. */
    public String uri(String username) {
        return origin + "/users/" + username;
    }

    public List<AccountView> views(List<Account> accounts) {
        return accounts.stream().map(this::view).collect(Collectors.toList());
    }

    /** @param requests how many ask to follow */
    CredentialAccountView own(Account account, int requests) {
        Profile profile = account.profile();
        return new CredentialAccountView(
                view(account),
                new CredentialAccountView.Source(
                        account.privacy(),
                        profile.sensitive(),
                        profile.language().orElse(null),
                        account.note(),
                        AccountView.FieldView.typed(profile.fields()),
                        requests,
                        profile.hideCollections(),
                        account.discoverable(),
                        profile.indexable()),
                CredentialAccountView.Role.EVERYBODY);
    }

    /** Plain text as HTML: addresses are links, an empty line ends a paragraph, another line's end is a break. */
    private static String paragraphs(String text) {
        return Stream.of(text.strip().split("\\R{2,}", -1))
                .filter(paragraph -> !paragraph.isEmpty())
                .map(paragraph -> "<p>"
                        + String.join("<br />", WebAddresses.linked(paragraph).split("\\R", -1)) + "</p>")
                .collect(Collectors.joining());
    }
}
