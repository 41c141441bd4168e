package social.skein.stream;

import java.util.Optional;
import social.skein.http.Viewer;
import social.skein.model.AccountId;

/** One subscription of one reader. */
record Listener(Reader reader, Subscription subscription) {

    Optional<AccountId> account() {
        return reader.viewer().flatMap(Viewer::account);
    }

    void tell(Event event) {
        reader.tell(subscription, event);
    }
}
