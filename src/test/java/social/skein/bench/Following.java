package social.skein.bench;

import java.util.ArrayList;
import java.util.List;

/** People begin to follow others, over the API, so that whatever Skein keeps about it is kept. */
final class Following {
    private Following() {}

    /** Everybody follows so many of the others, evenly dealt out, and all is handled afterwards. */
    static void of(Stand stand, Crowd followers, List<Crowd.Member> others, int each) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < followers.members().size(); i++) {
            for (int k = 0; k < each; k++) {
                String other = others.get((i * each + k) % others.size()).id();
                requests.add(followers.members().get(i).post("/api/v1/accounts/" + other + "/follow", "{}"));
            }
        }
        Say.that(requests.size() + " times somebody begins to follow somebody");
        Load.Outcome outcome = new Load(stand.port(), requests, Effort.CONNECTIONS).once();
        if (outcome.failures() > 0 || outcome.answers() < requests.size()) {
            throw new IllegalStateException(
                    outcome.failures() + " of " + outcome.answers() + " follows were refused; the log may say why");
        }
        stand.settle();
    }
}
