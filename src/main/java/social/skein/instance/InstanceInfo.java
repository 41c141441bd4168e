package social.skein.instance;

import social.skein.config.Registration;
import social.skein.http.PublicUrl;

/**
 * The identity and policy of this server.
 *
 * @param contact the operator's e-mail address, or empty
 * @param registration whether sign-up is open, needs approval, or is closed
 * @param vapidKey the public key of web push, or empty
 */
public record InstanceInfo(
        PublicUrl origin,
        String title,
        String description,
        String contact,
        Registration registration,
        String vapidKey) {
    static final String SOFTWARE = "skein";
    static final String SOFTWARE_VERSION = "0.1.0";

    /** Clients derive features from the leading version, so it is that of the supported Mastodon API. */
    static final String ADVERTISED_VERSION = "4.4.0 (compatible; Skein " + SOFTWARE_VERSION + ")";

    boolean registrationsEnabled() {
        return registration != Registration.CLOSED;
    }

    boolean approvalRequired() {
        return registration == Registration.APPROVAL;
    }
}
