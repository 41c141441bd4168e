package social.skein.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A little of some faults on one deployment of real processes; {@code bin/faults} tries all, and more of each. */
class FaultInjectionIT {
    private static final long SEED = 7;

    @Test
    void whatever_goes_wrong_nothing_acknowledged_is_lost_or_repeated() throws Exception {
        try (FaultDeployment site = FaultDeployment.launch()) {
            UserRing town = UserRing.signUp(site);
            FaultRun trial = new FaultRun(site, town, FaultIntensity.quick(), SEED);
            for (InjectedFault fault : List.of(
                    InjectedFault.INSTANCE_KILLED,
                    InjectedFault.WORKER_KILLED,
                    InjectedFault.REDIS_FROZEN,
                    InjectedFault.POSTGRES_KILLED)) {
                assertThat(trial.run(fault))
                        .satisfies(result -> assertThat(result.passed())
                                .as(result.toString())
                                .isTrue());
            }
            reconcilerDetectsCorruption(site, town);
        }
    }

    /** Else it would prove nothing that nothing was found. */
    private static void reconcilerDetectsCorruption(FaultDeployment site, UserRing town) throws Exception {
        ClientHistory ledger;
        try (ClientTraffic traffic = ClientTraffic.start(site, town, "nothing is wrong", SEED)) {
            ledger = traffic.history();
            traffic.awaitAcknowledged(40);
        }
        site.settle(FaultRun.MAX_RECOVERY);
        List<String> kept = List.copyOf(ledger.expectedPosts());
        site.sql("delete from status where id = ?::bigint", row -> row, kept.get(0));
        site.sql(
                "insert into status (id, account_id, visibility, source)"
                        + " select next_id(shard_of(account_id)), account_id, visibility, source from status where id = ?::bigint",
                row -> row,
                kept.get(1));

        Reconciler.Findings findings = new Reconciler(site, town, ledger).compare();

        assertThat(findings.lost()).contains("post " + kept.get(0));
        assertThat(findings.duplicated()).anyMatch(said -> said.contains(kept.get(1)));
        assertThat(findings.lost())
                .as("nobody told the timelines of the second copy")
                .anyMatch(said -> said.startsWith("in the home of"));
    }
}
