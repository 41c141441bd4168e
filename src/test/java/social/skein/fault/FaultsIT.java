package social.skein.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A little of some faults on one deployment of real processes; {@code bin/faults} tries all, and more of each. */
class FaultsIT {
    private static final long SEED = 7;

    @Test
    void whatever_goes_wrong_nothing_acknowledged_is_lost_or_repeated() throws Exception {
        try (Site site = Site.open()) {
            Town town = Town.of(site);
            Trial trial = new Trial(site, town, Scale.quick(), SEED);
            for (Fault fault :
                    List.of(Fault.INSTANCE_KILLED, Fault.WORKER_KILLED, Fault.REDIS_FROZEN, Fault.POSTGRES_KILLED)) {
                assertThat(trial.of(fault))
                        .satisfies(result ->
                                assertThat(result.holds()).as(result.toString()).isTrue());
            }
            noticesWhatIsWrong(site, town);
        }
    }

    /** Else it would prove nothing that nothing was found. */
    private static void noticesWhatIsWrong(Site site, Town town) throws Exception {
        Ledger ledger;
        try (Traffic traffic = Traffic.of(site, town, "nothing is wrong", SEED)) {
            ledger = traffic.ledger();
            traffic.awaitMore(40);
        }
        site.settle(Trial.BACK_TO_NORMAL);
        List<String> kept = List.copyOf(ledger.kept());
        site.sql("delete from status where id = ?::bigint", row -> row, kept.get(0));
        site.sql(
                "insert into status (id, account_id, visibility, source)"
                        + " select next_id(shard_of(account_id)), account_id, visibility, source from status where id = ?::bigint",
                row -> row,
                kept.get(1));

        Reconciler.Findings findings = new Reconciler(site, town, ledger).compare();

        assertThat(findings.lost()).contains("post " + kept.get(0));
        assertThat(findings.repeated()).anyMatch(said -> said.contains(kept.get(1)));
        assertThat(findings.lost())
                .as("nobody told the timelines of the second copy")
                .anyMatch(said -> said.startsWith("in the home of"));
    }
}
