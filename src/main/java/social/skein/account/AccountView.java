package social.skein.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.http.UrlDetector;

/** An account as the client API shows it. {@code acct} is the name alone, because nobody here is from elsewhere. */
public record AccountView(
        String id,
        String username,
        String acct,
        String displayName,
        boolean locked,
        boolean bot,
        boolean discoverable,
        boolean indexable,
        boolean group,
        String createdAt,
        String note,
        String url,
        String uri,
        String avatar,
        String avatarStatic,
        String header,
        String headerStatic,
        long followersCount,
        long followingCount,
        long statusesCount,
        @Nullable String lastStatusAt,
        boolean hideCollections,
        boolean noindex,
        @Nullable AccountView moved,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean suspended,
        List<String> emojis,
        List<String> roles,
        List<FieldView> fields) {

    /** A row of the table on a profile. */
    public record FieldView(
            String name, String value, @Nullable String verifiedAt) {

        /** The rows as they were typed. */
        static List<FieldView> plainText(List<Profile.Field> fields) {
            return fields.stream()
                    .map(field -> new FieldView(field.name(), field.value(), null))
                    .toList();
        }

        /** The rows with their values as HTML, in which addresses are links; names are text. */
        static List<FieldView> html(List<Profile.Field> fields) {
            return fields.stream()
                    .map(field -> new FieldView(field.name(), UrlDetector.linkify(field.value()), null))
                    .toList();
        }
    }
}
