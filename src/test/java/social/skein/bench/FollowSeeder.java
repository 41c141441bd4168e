package social.skein.bench;

import java.util.ArrayList;
import java.util.List;

/** People begin to follow others, over the API, so that whatever Skein keeps about it is kept. */
final class FollowSeeder {
    private FollowSeeder() {}

    /** Everybody follows so many of the others, evenly dealt out, and all is handled afterwards. */
    static void followEvenly(BenchDeployment stand, BenchUsers followers, List<BenchUsers.BenchUser> others, int each) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < followers.users().size(); i++) {
            for (int k = 0; k < each; k++) {
                String other = others.get((i * each + k) % others.size()).id();
                requests.add(followers.users().get(i).post("/api/v1/accounts/" + other + "/follow", "{}"));
            }
        }
        BenchLog.info(requests.size() + " times somebody begins to follow somebody");
        ClosedLoopLoad.Outcome outcome = new ClosedLoopLoad(stand.port(), requests, WorkloadSize.CONNECTIONS).runOnce();
        if (outcome.failures() > 0 || outcome.responses() < requests.size()) {
            throw new IllegalStateException(
                    outcome.failures() + " of " + outcome.responses() + " follows were refused; the log may say why");
        }
        stand.settle();
    }
}
