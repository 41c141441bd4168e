package social.skein.oauth;

import social.skein.config.Registration;

/**
 * What our pages say of where they are.
 *
 * @param name what people know the server by
 * @param registration who may sign up
 */
public record Site(String name, Registration registration) {
    boolean mayJoin() {
        return registration != Registration.CLOSED;
    }
}
