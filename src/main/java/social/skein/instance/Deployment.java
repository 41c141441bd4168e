package social.skein.instance;

import social.skein.config.Registration;
import social.skein.http.Origin;

/**
 * What makes this deployment this one.
 *
 * @param title what people call it
 * @param contact an e-mail address, or empty
 * @param signUp whether people may sign up
 * @param vapidKey the public key of its web push, or empty
 */
public record Deployment(
        Origin origin, String title, String description, String contact, Registration signUp, String vapidKey) {
    static final String SOFTWARE = "skein";
    static final String RELEASE = "0.1.0";

    /** Clients read features out of the first numbers, so those are the version of the API that is spoken. */
    static final String VERSION = "4.4.0 (compatible; Skein " + RELEASE + ")";

    boolean hasSignUp() {
        return signUp != Registration.CLOSED;
    }

    boolean needsApproval() {
        return signUp == Registration.APPROVAL;
    }
}
