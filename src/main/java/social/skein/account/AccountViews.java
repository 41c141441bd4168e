package social.skein.account;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.emoji.EmojiFinder;
import social.skein.emoji.EmojiView;
import social.skein.http.PublicUrl;
import social.skein.http.UrlDetector;
import social.skein.http.WireTimes;
import social.skein.model.BlankText;

/** Builds the views of accounts. */
public final class AccountViews {
    /** Some clients recognise this file name as "no picture". */
    private static final String AVATAR_PATH = "/avatars/original/missing.png";

    private static final String HEADER_PATH = "/headers/original/missing.png";

    private final EmojiFinder emojis;
    private final PublicUrl origin;
    private final String baseUrl;
    private final String avatarUrl;
    private final String headerUrl;

    /** Views without custom emoji. */
    public AccountViews(PublicUrl baseUrl) {
        this(baseUrl, EmojiFinder.NONE);
    }

    public AccountViews(PublicUrl baseUrl, EmojiFinder emojis) {
        this.emojis = emojis;
        this.origin = baseUrl;
        this.baseUrl = baseUrl.toString();
        this.avatarUrl = baseUrl + AVATAR_PATH;
        this.headerUrl = baseUrl + HEADER_PATH;
    }

    /** The view of an account; a suspended one shows its username and counters, but nothing of its profile. */
    public AccountView view(Account account) {
        return account.suspended() ? suspendedView(account) : activeView(account);
    }

    private AccountView activeView(Account account) {
        Profile profile = account.profile();
        String note = toHtml(profile.note());
        List<AccountView.FieldView> fields = AccountView.FieldView.html(profile.fields());
        return new AccountView(
                AccountView.Identity.of(account, profile.displayName()),
                AccountView.Flags.of(profile),
                WireTimes.formatMidnight(account.createdAt()),
                note,
                links(account.username(), profile.pictures()),
                counts(account.counts()),
                new AccountView.Visibility(profile.hideCollections(), !profile.discoverable(), null, null),
                emojis(profile.displayName(), note, fields),
                List.of(),
                fields);
    }

    private List<EmojiView> emojis(String displayName, String note, List<AccountView.FieldView> fields) {
        return emojis.find(
                Stream.concat(Stream.of(displayName), fields.stream().map(AccountView.FieldView::name))
                        .toList(),
                Stream.concat(Stream.of(note), fields.stream().map(AccountView.FieldView::value))
                        .toList());
    }

    private AccountView suspendedView(Account account) {
        return new AccountView(
                AccountView.Identity.of(account, ""),
                AccountView.Flags.NONE,
                WireTimes.formatMidnight(account.createdAt()),
                "",
                links(account.username(), Profile.Pictures.NONE),
                counts(account.counts()),
                new AccountView.Visibility(account.profile().hideCollections(), true, null, true),
                List.of(),
                List.of(),
                List.of());
    }

    private AccountView.Links links(String username, Profile.Pictures pictures) {
        String avatar = pictureUrl(pictures.avatar()).orElse(avatarUrl);
        String header = pictureUrl(pictures.header()).orElse(headerUrl);
        return new AccountView.Links(
                profileUrl(username),
                uri(username),
                avatar,
                avatar,
                description(pictures.avatar()),
                header,
                header,
                description(pictures.header()));
    }

    /** The URL of an uploaded picture. */
    Optional<String> pictureUrl(Optional<Profile.Picture> picture) {
        return picture.map(uploaded -> origin.media(uploaded.key()));
    }

    private static String description(Optional<Profile.Picture> picture) {
        return picture.map(Profile.Picture::description).orElse("");
    }

    private static AccountView.Counts counts(Account.Counts counts) {
        return new AccountView.Counts(
                counts.followers(),
                counts.following(),
                counts.statuses(),
                counts.lastStatusAt().map(WireTimes::formatDate).orElse(null));
    }

    /** The URL of an account's profile; mentions in statuses link to exactly this text. */
    public String profileUrl(String username) {
        return baseUrl + "/@" + username;
    }

    /** The permanent identifier of an account, independent of its profile's URL. */
    public String uri(String username) {
        return baseUrl + "/users/" + username;
    }

    public List<AccountView> viewAll(List<Account> accounts) {
        return accounts.stream().map(this::view).collect(Collectors.toList());
    }

    /** @param followRequests the number of pending follow requests */
    CredentialAccountView credentialView(Account account, int followRequests) {
        return new CredentialAccountView(
                view(account),
                CredentialAccountView.Source.of(account, followRequests),
                CredentialAccountView.Role.EVERYONE);
    }

    /** Plain text as HTML: URLs become links, blank lines end paragraphs, single line breaks become {@code <br />}. */
    private static String toHtml(String text) {
        return Stream.of(BlankText.clearBlankLines(text).split("\\R{2,}", -1))
                .filter(paragraph -> !paragraph.isEmpty())
                .map(paragraph -> "<p>"
                        + String.join("<br />", UrlDetector.linkify(paragraph).split("\\R", -1)) + "</p>")
                .collect(Collectors.joining());
    }
}
