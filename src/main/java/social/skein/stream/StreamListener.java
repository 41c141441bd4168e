package social.skein.stream;

import java.util.List;
import java.util.Optional;
import social.skein.http.Caller;
import social.skein.model.AccountId;
import social.skein.relationship.RelationSets;
import social.skein.relationship.ViewerRelations;

/**
 * One subscription of one connection.
 *
 * @param channels the channels whose events it receives
 * @param user empty for an anonymous connection
 */
record StreamListener(
        StreamConnection connection, Subscription subscription, List<Channel> channels, Optional<ConnectedUser> user) {

    Optional<AccountId> account() {
        return connection.caller().flatMap(Caller::account);
    }

    ViewerRelations relation() {
        return user.<ViewerRelations>map(ConnectedUser::viewerState).orElse(RelationSets.NONE);
    }

    void send(StreamEvent event) {
        connection.sendEvent(this, event);
    }
}
