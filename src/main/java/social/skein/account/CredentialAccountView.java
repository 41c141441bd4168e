package social.skein.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.model.Visibility;

/** An account as its owner sees it: the public view, the profile as typed, and the role. */
record CredentialAccountView(@JsonUnwrapped AccountView account, Source source, Role role) {

    /** The values of the profile form, as typed. */
    record Source(
            Visibility privacy,
            boolean sensitive,
            @Nullable String language,
            String note,
            List<AccountView.FieldView> fields,
            int followRequestsCount,
            boolean hideCollections,
            boolean discoverable,
            boolean indexable) {

        static Source of(Account account, int followRequests) {
            Profile profile = account.profile();
            PostingDefaults defaults = account.postingDefaults();
            return new Source(
                    defaults.visibility(),
                    defaults.sensitive(),
                    defaults.language().orElse(null),
                    profile.note(),
                    AccountView.FieldView.plainText(profile.fields()),
                    followRequests,
                    profile.hideCollections(),
                    profile.discoverable(),
                    profile.indexable());
        }
    }

    /** The permissions of an account; every account has the role without permissions. */
    record Role(String id, String name, String permissions, String color, boolean highlighted) {
        static final Role EVERYONE = new Role("-99", "", "0", "", false);
    }
}
