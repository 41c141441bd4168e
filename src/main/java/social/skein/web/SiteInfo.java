package social.skein.web;

import java.util.Optional;
import social.skein.config.Registration;

/**
 * The name and the ways to sign in to the server, as the pages show them.
 *
 * @param name the name shown in the header and the title
 * @param registration whether sign-up is open, needs approval, or is closed
 * @param externalSignIn the label of the button that signs in with an account of another product
 */
public record SiteInfo(String name, Registration registration, Optional<String> externalSignIn) {

    /** A server on which users sign in with a password only. */
    public SiteInfo(String name, Registration registration) {
        this(name, registration, Optional.empty());
    }

    boolean acceptsSignUps() {
        return registration != Registration.CLOSED;
    }
}
