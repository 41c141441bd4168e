package social.skein.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile as the form to change it shows it: what was typed, and null for pictures that nobody has yet. */
record ProfileView(
        String id,
        String displayName,
        String note,
        List<AccountView.FieldView> fields,
        @Nullable String avatar,
        @Nullable String avatarStatic,
        String avatarDescription,
        @Nullable String header,
        @Nullable String headerStatic,
        String headerDescription,
        boolean locked,
        boolean bot,
        boolean hideCollections,
        boolean discoverable,
        boolean indexable,
        boolean showMedia,
        boolean showMediaReplies,
        boolean showFeatured,
        List<String> attributionDomains) {

    static ProfileView of(Account account) {
        return new ProfileView(
                account.id().toString(),
                account.displayName(),
                account.note(),
                AccountView.FieldView.plainText(account.profile().fields()),
                null,
                null,
                "",
                null,
                null,
                "",
                account.locked(),
                account.bot(),
                account.profile().hideCollections(),
                account.discoverable(),
                account.profile().indexable(),
                true,
                true,
                true,
                List.of());
    }
}
