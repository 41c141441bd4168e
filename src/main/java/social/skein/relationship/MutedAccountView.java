package social.skein.relationship;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;

/** A muted account, and when the mute expires. */
record MutedAccountView(
        @JsonUnwrapped AccountView account, @Nullable String muteExpiresAt) {}
