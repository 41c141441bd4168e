package social.skein.account;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.http.PublicUrl;
import social.skein.http.UrlDetector;
import social.skein.http.WireTimes;

/** Shows accounts as the client API does. */
public final class AccountViews {
    /** Some clients take a picture whose file has this name for none at all. */
    private static final String AVATAR_PATH = "/avatars/original/missing.png";

    private static final String HEADER_PATH = "/headers/original/missing.png";

    private final String baseUrl;
    private final String avatarUrl;
    private final String headerUrl;

    public AccountViews(PublicUrl baseUrl) {
        this.baseUrl = baseUrl.toString();
        this.avatarUrl = baseUrl + AVATAR_PATH;
        this.headerUrl = baseUrl + HEADER_PATH;
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
                WireTimes.formatMidnight(account.createdAt()),
                hidden ? "" : toHtml(account.note()),
                profileUrl(account.username()),
                uri(account.username()),
                avatarUrl,
                avatarUrl,
                headerUrl,
                headerUrl,
                account.followers(),
                account.following(),
                account.statuses(),
                account.lastStatusAt().map(WireTimes::formatDate).orElse(null),
                account.profile().hideCollections(),
                hidden || !account.discoverable(),
                null,
                hidden ? true : null,
                List.of(),
                List.of(),
                hidden
                        ? List.of()
                        : AccountView.FieldView.html(account.profile().fields()));
    }

    /** The address of somebody's profile; mentions in statuses link to the very same text. */
    public String profileUrl(String username) {
        return baseUrl + "/@" + username;
    }

    /** What names somebody for good, whatever their profile's address. */
    public String uri(String username) {
        return baseUrl + "/users/" + username;
    }

    public List<AccountView> viewAll(List<Account> accounts) {
        return accounts.stream().map(this::view).collect(Collectors.toList());
    }

    /** @param followRequests how many ask to follow */
    CredentialAccountView credentialView(Account account, int followRequests) {
        Profile profile = account.profile();
        return new CredentialAccountView(
                view(account),
                new CredentialAccountView.Source(
                        account.privacy(),
                        profile.sensitive(),
                        profile.language().orElse(null),
                        account.note(),
                        AccountView.FieldView.plainText(profile.fields()),
                        followRequests,
                        profile.hideCollections(),
                        account.discoverable(),
                        profile.indexable()),
                CredentialAccountView.Role.EVERYONE);
    }

    /** Plain text as HTML: addresses are links, an empty line ends a paragraph, another line's end is a break. */
    private static String toHtml(String text) {
        return Stream.of(text.strip().split("\\R{2,}", -1))
                .filter(paragraph -> !paragraph.isEmpty())
                .map(paragraph -> "<p>"
                        + String.join("<br />", UrlDetector.linkify(paragraph).split("\\R", -1)) + "</p>")
                .collect(Collectors.joining());
    }
}
