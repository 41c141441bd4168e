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
public record Admission(boolean confirmed, boolean approved, String reason, Optional<String> locale) {
    /** Made by whoever runs the server, who vouches for it. */
    public static final Admission BY_OPERATOR = new Admission(true, true, "", Optional.empty());

    Standing standing() {
        return !confirmed ? Standing.UNCONFIRMED : approved ? Standing.GOOD : Standing.PENDING;
    }
}
