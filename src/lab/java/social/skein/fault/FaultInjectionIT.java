package social.skein.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests some faults at low intensity on a deployment of real processes; {@code bin/faults} runs all in full. */
class FaultInjectionIT {
    private static final long SEED = 7;

    @Test
    void no_fault_loses_or_duplicates_an_acknowledged_write() throws Exception {
        try (FaultDeployment deployment = FaultDeployment.launch()) {
            UserRing users = UserRing.signUp(deployment);
            FaultRun faultRun = new FaultRun(deployment, users, FaultIntensity.quick(), SEED);
            for (InjectedFault fault : List.of(
                    InjectedFault.INSTANCE_KILLED,
                    InjectedFault.WORKER_KILLED,
                    InjectedFault.REDIS_FROZEN,
                    InjectedFault.POSTGRES_KILLED)) {
                assertThat(faultRun.run(fault))
                        .satisfies(result -> assertThat(result.passed())
                                .as(result.toString())
                                .isTrue());
            }
            reconcilerDetectsCorruption(deployment, users);
        }
    }

    /** Checks that the reconciler detects a deleted and a duplicated row; otherwise an empty result proves nothing. */
    private static void reconcilerDetectsCorruption(FaultDeployment deployment, UserRing users) throws Exception {
        ClientHistory history;
        try (ClientTraffic traffic = ClientTraffic.start(deployment, users, "there is no fault", SEED)) {
            history = traffic.history();
            traffic.awaitAcknowledged(40);
        }
        deployment.settle(FaultRun.MAX_RECOVERY);
        List<String> expected = List.copyOf(history.expectedPosts());
        deployment.sql("delete from status where id = ?::bigint", row -> row, expected.get(0));
        deployment.sql(
                "insert into status (id, account_id, visibility, source)"
                        + " select next_id(shard_of(account_id)), account_id, visibility, source from status"
                        + " where id = ?::bigint",
                row -> row,
                expected.get(1));

        Reconciler.Findings findings = new Reconciler(deployment, users, history).compare();

        assertThat(findings.lost()).contains("post " + expected.get(0));
        assertThat(findings.duplicated()).anyMatch(finding -> finding.contains(expected.get(1)));
        assertThat(findings.lost())
                .as("the duplicate has no fact, so no timeline has it")
                .anyMatch(finding -> finding.startsWith("missing from the home of"));
    }
}
