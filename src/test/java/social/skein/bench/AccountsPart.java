package social.skein.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Home reads as the deployment grows from a thousand accounts to a million, each size a deployment of its own. */
final class AccountsPart implements Part {
    private static final Map<Long, String> PROFILES =
            Map.of(1_000L, "S-30", 10_000L, "M-30", 100_000L, "L-30", 1_000_000L, "XL-30");

    /** What seed calls people of a profile: a u and a number of seven digits. */
    private static final String PEOPLE = "u0";

    /** A tenth of all accounts have a live timeline, as of those who came back within a week. */
    private static final int LIVE = 10;

    /** As many read at each size, so that it is the size that is compared and not how warm the caches are. */
    private static final int READERS = 100;

    private static final double AIM_OF_LARGEST = 0.77;
    private static final long GIB_8 = 8L << 10;

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public String title() {
        return "home reads against the number of accounts";
    }

    @Override
    public Section measure(Scene scene) {
        scene.leaveStand();
        List<Figure> figures = new ArrayList<>();
        List<Section.Point> curve = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (long accounts : scene.sizes().accounts()) {
            Optional<Stand> stand = grown(scene, accounts);
            if (stand.isEmpty()) {
                notes.add(String.format(
                        "%,d accounts left out: this jar has no seed --profile %s", accounts, PROFILES.get(accounts)));
                continue;
            }
            try (Stand open = stand.get()) {
                curve.add(measured(scene, open, accounts, figures));
            }
        }
        figures.addAll(compared(curve));
        return new Section(name(), title(), "the client, Skein, PostgreSQL, Redis and Kafka", figures, curve, notes);
    }

    /** The deployment of this size, loaded already or loaded now. */
    private static Optional<Stand> grown(Scene scene, long accounts) {
        Path loaded = scene.sizes().data().get(accounts);
        Stand stand = Stand.open(
                scene.premises(),
                loaded == null ? scene.premises().folder().resolve("data-" + accounts) : loaded.toAbsolutePath());
        if (loaded != null) {
            return Optional.of(stand);
        }
        Say.that(String.format("Loading %,d accounts", accounts));
        if (stand.seed("--profile", PROFILES.get(accounts))) {
            return Optional.of(stand);
        }
        stand.close();
        return Optional.empty();
    }

    private static Section.Point measured(Scene scene, Stand stand, long accounts, List<Figure> figures) {
        stand.settle();
        Say.that(String.format("Bringing %,d timelines to life", accounts / LIVE));
        Crowd live = Crowd.of(stand.stores(), PEOPLE, (int) (accounts / LIVE));
        List<byte[]> reads = Reading.HOME.requests(stand.stores(), live);
        stand.enliven(reads);
        Load.Outcome once = new Load(stand.port(), reads, Effort.CONNECTIONS).once();
        figures.add(Figure.rate(
                String.format("home at %,d accounts, each of %,d readers once", accounts, reads.size()),
                once.perSecond()));
        Crowd readers = live.part(0, Math.min(READERS, reads.size()));
        Duel duel = Duel.over(scene, stand, Reading.HOME, readers, String.format("home at %,d accounts", accounts));
        figures.add(duel.ours());
        figures.add(duel.bare());
        figures.add(duel.ratio());
        double mib = Memory.of(stand).stream()
                .reduce((before, last) -> last)
                .orElseThrow()
                .value();
        Figure resident = Figure.amount(
                String.format(
                        "resident, all processes, %,d live timelines",
                        live.members().size()),
                mib,
                "MiB");
        figures.add(accounts == 1_000_000 ? resident.aimedAt(Figure.Aim.atMost(GIB_8)) : resident);
        return new Section.Point(accounts, duel.ours().value(), duel.bare().value());
    }

    /** Every size beside the first, each by its own bare server, since the machine is not the same for long. */
    private static List<Figure> compared(List<Section.Point> curve) {
        return curve.stream()
                .skip(1)
                .map(point -> Figure.ratio(
                                String.format(
                                        "%,d accounts / %,d, each beside bare",
                                        point.accounts(), curve.get(0).accounts()),
                                point.perSecond() / point.bare(),
                                curve.get(0).perSecond() / curve.get(0).bare())
                        .aimedAt(Figure.Aim.atLeast(AIM_OF_LARGEST)))
                .toList();
    }
}
