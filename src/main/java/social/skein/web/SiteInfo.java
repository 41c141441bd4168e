package social.skein.web;

import social.skein.config.Registration;

/**
 * What our pages say of where they are.
 *
 * @param name what people know the server by
 * @param registration who may sign up
 */
public record SiteInfo(String name, Registration registration) {
    boolean acceptsSignUps() {
        return registration != Registration.CLOSED;
    }
}
