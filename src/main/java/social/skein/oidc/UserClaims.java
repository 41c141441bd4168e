package social.skein.oidc;

import java.util.Map;
import java.util.Optional;
import social.skein.account.Profile;
import social.skein.config.Config;
import social.skein.signup.ExternalIdentity;
import social.skein.signup.ExternalUser;

/**
 * The claims of a user, by the names in the settings.
 *
 * @param username empty if the provider sent none
 * @param email empty unless the provider has verified the address
 */
record UserClaims(String subject, String username, String name, Optional<String> email) {

    static UserClaims parse(String subject, Map<String, Object> claims, Config.OidcClaims names) {
        Optional<String> email = Optional.of(text(claims, names.email())).filter(address -> isVerified(claims));
        return new UserClaims(subject, text(claims, names.username()), displayName(text(claims, names.name())), email);
    }

    /** Whether the provider left the profile out, as it may in an ID token. */
    boolean lacksProfile() {
        return username.isEmpty() || (name.isEmpty() && email.isEmpty());
    }

    /** The user; without a username, it is derived from the display name. */
    ExternalUser toUser(ExternalIdentity identity) {
        return new ExternalUser(
                username.isEmpty() ? name : username,
                name,
                email.filter(text -> !text.isEmpty()),
                Optional.of(identity));
    }

    /** Some providers send the boolean as a string. */
    private static boolean isVerified(Map<String, Object> claims) {
        return "true".equals(String.valueOf(claims.get("email_verified")));
    }

    private static String displayName(String name) {
        int max = Profile.MAX_DISPLAY_NAME_LENGTH;
        return name.codePointCount(0, name.length()) <= max
                ? name
                : name.substring(0, name.offsetByCodePoints(0, max)).strip();
    }

    private static String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text
                ? text.replaceAll("\\p{Cntrl}+", " ").strip()
                : "";
    }
}
