package social.skein.provisioning;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountState;
import social.skein.account.AdminAccount;
import social.skein.http.PublicUrl;
import social.skein.http.WireTimes;

/** An account as the backend sees it. */
record ProvisionedAccount(
        String id,
        String username,
        String url,
        @Nullable String email,
        @Nullable String externalId,
        AccountState state,
        String createdAt) {
    private static final String PLACEHOLDER_DOMAIN = "@localhost.invalid";

    static ProvisionedAccount of(AdminAccount account, Optional<String> externalId, PublicUrl publicUrl) {
        return new ProvisionedAccount(
                account.id().toString(),
                account.username(),
                publicUrl + "/@" + account.username(),
                account.email().endsWith(PLACEHOLDER_DOMAIN) ? null : account.email(),
                externalId.orElse(null),
                account.state(),
                WireTimes.format(account.createdAt()));
    }
}
