package social.skein.stream;

import java.util.List;
import java.util.Optional;
import social.skein.http.Viewer;
import social.skein.model.AccountId;
import social.skein.relationship.KnownTies;
import social.skein.relationship.Ties;

/**
 * One subscription of one reader.
 *
 * @param channels where what it is told of happens
 * @param circle the reader's; nothing for somebody without an account
 */
record Listener(Reader reader, Subscription subscription, List<Channel> channels, Optional<Circle> circle) {

    Optional<AccountId> account() {
        return reader.viewer().flatMap(Viewer::account);
    }

    Ties ties() {
        return circle.<Ties>map(known -> known).orElse(KnownTies.NONE);
    }

    void tell(Event event) {
        reader.tell(this, event);
    }
}
