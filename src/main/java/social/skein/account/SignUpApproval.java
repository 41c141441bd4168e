package social.skein.account;

import java.util.Optional;

/**
 * Whether a new account starts confirmed and approved.
 *
 * @param confirmed whether the e-mail address needs no confirmation
 * @param approved whether no operator needs to approve the account
 * @param reason the reason for joining; may be empty
 * @param locale the language used at sign-up
 */
public record SignUpApproval(boolean confirmed, boolean approved, String reason, Optional<String> locale) {
    /** Created by an operator, so confirmed and approved. */
    public static final SignUpApproval BY_OPERATOR = new SignUpApproval(true, true, "", Optional.empty());

    public AccountState state() {
        return !confirmed ? AccountState.UNCONFIRMED : approved ? AccountState.ACTIVE : AccountState.PENDING;
    }
}
