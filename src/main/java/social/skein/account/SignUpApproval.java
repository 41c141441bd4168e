package social.skein.account;

import java.util.Optional;

/**
 * On what terms an account is made.
 *
 * @param confirmed whether the e-mail address needs no proof
 * @param approved whether nobody needs to let them in
 * @param reason why they want to join; may be empty
 * @param locale the language they signed up in
 */
public record SignUpApproval(boolean confirmed, boolean approved, String reason, Optional<String> locale) {
    /** Made by whoever runs the server, who vouches for it. */
    public static final SignUpApproval BY_OPERATOR = new SignUpApproval(true, true, "", Optional.empty());

    public AccountState state() {
        return !confirmed ? AccountState.UNCONFIRMED : approved ? AccountState.ACTIVE : AccountState.PENDING;
    }
}
