package social.skein.web;

import social.skein.config.Registration;

/**
 * The name and the registration mode of the server, as the pages show them.
 *
 * @param name the name shown in the header and the title
 * @param registration whether sign-up is open, needs approval, or is closed
 */
public record SiteInfo(String name, Registration registration) {
    boolean acceptsSignUps() {
        return registration != Registration.CLOSED;
    }
}
