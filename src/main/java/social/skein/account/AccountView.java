package social.skein.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.emoji.EmojiView;
import social.skein.http.UrlDetector;

/** An account as the client API shows it. Members appear in the JSON in the order of the components. */
public record AccountView(
        @JsonUnwrapped Identity identity,
        @JsonUnwrapped Flags flags,
        String createdAt,
        String note,
        @JsonUnwrapped Links links,
        @JsonUnwrapped Counts counts,
        @JsonUnwrapped Visibility visibility,
        List<EmojiView> emojis,
        List<String> roles,
        List<FieldView> fields) {

    public String id() {
        return identity.id();
    }

    public String username() {
        return identity.username();
    }

    /** The names of an account. {@code acct} equals the username: every account is local. */
    public record Identity(String id, String username, String acct, String displayName) {
        static Identity of(Account account, String displayName) {
            return new Identity(account.id().toString(), account.username(), account.username(), displayName);
        }
    }

    /** The settings that clients show as badges. There are no groups. */
    public record Flags(boolean locked, boolean bot, boolean discoverable, boolean indexable, boolean group) {
        static final Flags NONE = new Flags(false, false, false, false, false);

        static Flags of(Profile profile) {
            return new Flags(profile.locked(), profile.bot(), profile.discoverable(), profile.indexable(), false);
        }
    }

    /** The addresses of the profile and its pictures, with what the pictures show. */
    public record Links(
            String url,
            String uri,
            String avatar,
            String avatarStatic,
            String avatarDescription,
            String header,
            String headerStatic,
            String headerDescription) {}

    /** The counters of an account. */
    public record Counts(
            long followersCount,
            long followingCount,
            long statusesCount,
            @Nullable String lastStatusAt) {}

    /**
     * What clients and search engines should hide.
     *
     * @param moved always null: accounts cannot be moved
     * @param suspended absent unless true
     */
    public record Visibility(
            boolean hideCollections,
            boolean noindex,
            @Nullable AccountView moved,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean suspended) {}

    /** A row of the profile's table. */
    public record FieldView(
            String name, String value, @Nullable String verifiedAt) {

        /** The rows as typed. */
        static List<FieldView> plainText(List<Profile.Field> fields) {
            return fields.stream()
                    .map(field -> new FieldView(field.name(), field.value(), null))
                    .toList();
        }

        /** The rows with their values as HTML in which URLs are links; names stay plain text. */
        static List<FieldView> html(List<Profile.Field> fields) {
            return fields.stream()
                    .map(field -> new FieldView(field.name(), UrlDetector.linkify(field.value()), null))
                    .toList();
        }
    }
}
