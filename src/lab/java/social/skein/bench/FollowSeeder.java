package social.skein.bench;

import java.util.ArrayList;
import java.util.List;

/** Creates follows through the API, so that everything that Skein derives from them is up to date. */
final class FollowSeeder {
    private FollowSeeder() {}

    /** Creates follows, evenly distributed over the accounts to follow, and waits until all facts are handled. */
    static void followEvenly(
            BenchDeployment deployment, BenchUsers followers, List<BenchUsers.BenchUser> targets, int each) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < followers.users().size(); i++) {
            for (int k = 0; k < each; k++) {
                String target = targets.get((i * each + k) % targets.size()).id();
                requests.add(followers.users().get(i).post("/api/v1/accounts/" + target + "/follow", "{}"));
            }
        }
        BenchLog.info("Creating " + requests.size() + " follows");
        ClosedLoopLoad.Outcome outcome =
                new ClosedLoopLoad(deployment.port(), requests, WorkloadSize.CONNECTIONS).runOnce();
        if (outcome.failures() > 0 || outcome.responses() < requests.size()) {
            throw new IllegalStateException(
                    outcome.failures() + " of " + outcome.responses() + " follow requests failed; see the log");
        }
        deployment.settle();
    }
}
