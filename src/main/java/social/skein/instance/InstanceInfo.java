package social.skein.instance;

import social.skein.config.Registration;
import social.skein.http.PublicUrl;

/**
 * What makes this deployment this one.
 *
 * @param title what people call it
 * @param contact an e-mail address, or empty
 * @param registration whether people may sign up
 * @param vapidKey the public key of its web push, or empty
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

    /** Clients read features out of the first numbers, so those are the version of the API that is spoken. */
    static final String ADVERTISED_VERSION = "4.4.0 (compatible; Skein " + SOFTWARE_VERSION + ")";

    boolean registrationsEnabled() {
        return registration != Registration.CLOSED;
    }

    boolean approvalRequired() {
        return registration == Registration.APPROVAL;
    }
}
