package social.skein.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.model.Visibility;

/** An account as its owner sees it: the same, and what only they may know or change. */
record CredentialAccountView(@JsonUnwrapped AccountView account, Source source, Role role) {

    /** What was typed into the profile's form. */
    record Source(
            Visibility privacy,
            boolean sensitive,
            @Nullable String language,
            String note,
            List<AccountView.FieldView> fields,
            int followRequestsCount,
            boolean hideCollections,
            boolean discoverable,
            boolean indexable) {}

    /** What one may do beyond the usual; everybody here holds the role without permissions. */
    record Role(String id, String name, String permissions, String color, boolean highlighted) {
        static final Role EVERYONE = new Role("-99", "", "0", "", false);
    }
}
