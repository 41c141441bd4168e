package social.skein.relationship;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;

/** An account in the list of mutes, and when its mute runs out. */
record MutedAccountView(
        @JsonUnwrapped AccountView account, @Nullable String muteExpiresAt) {}
