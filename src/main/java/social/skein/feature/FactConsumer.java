package social.skein.feature;

import social.skein.config.Role;
import social.skein.events.FactHandler;

/**
 * A handler of facts and the process role that runs it. Handlers with the same {@link FactHandler#role()} share one
 * consumer group and see each fact one after the other, in the order in which the features are listed.
 */
public record FactConsumer(Role role, FactHandler handler) {}
