package social.skein.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profile as its edit form shows it: the values as typed. Members appear in the JSON in the order of the
 * components.
 */
record ProfileView(
        String id,
        String displayName,
        String note,
        List<AccountView.FieldView> fields,
        @JsonUnwrapped Pictures pictures,
        @JsonUnwrapped Settings settings,
        @JsonUnwrapped Tabs tabs,
        List<String> attributionDomains) {

    /** The uploaded pictures; null for none. */
    record Pictures(
            @Nullable String avatar,
            @Nullable String avatarStatic,
            String avatarDescription,
            @Nullable String header,
            @Nullable String headerStatic,
            String headerDescription) {
        static Pictures of(Profile.Pictures pictures, AccountViews views) {
            @Nullable String avatar = views.pictureUrl(pictures.avatar()).orElse(null);
            @Nullable String header = views.pictureUrl(pictures.header()).orElse(null);
            return new Pictures(
                    avatar,
                    avatar,
                    pictures.avatar().map(Profile.Picture::description).orElse(""),
                    header,
                    header,
                    pictures.header().map(Profile.Picture::description).orElse(""));
        }
    }

    record Settings(boolean locked, boolean bot, boolean hideCollections, boolean discoverable, boolean indexable) {
        static Settings of(Profile profile) {
            return new Settings(
                    profile.locked(),
                    profile.bot(),
                    profile.hideCollections(),
                    profile.discoverable(),
                    profile.indexable());
        }
    }

    /** The tabs of the profile page. */
    record Tabs(boolean showMedia, boolean showMediaReplies, boolean showFeatured) {
        static final Tabs ALL = new Tabs(true, true, true);
    }

    static ProfileView of(Account account, AccountViews views) {
        Profile profile = account.profile();
        return new ProfileView(
                account.id().toString(),
                profile.displayName(),
                profile.note(),
                AccountView.FieldView.plainText(profile.fields()),
                Pictures.of(profile.pictures(), views),
                Settings.of(profile),
                Tabs.ALL,
                List.of());
    }
}
