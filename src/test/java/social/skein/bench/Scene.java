package social.skein.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the parts share: how much to measure, what is on this machine, and one deployment with the bundled 962 people. */
final class Scene {
    static final String PEOPLE = "reed";

    private final Premises premises;
    private final Effort effort;
    private final Sizes sizes;
    private Stand stand;
    private Crowd readers;

    /** Which sizes of deployment are measured, and where the data of some of them already is. */
    record Sizes(List<Long> accounts, Map<Long, Path> data) {}

    Scene(Premises premises, Effort effort, Sizes sizes) {
        this.premises = premises;
        this.effort = effort;
        this.sizes = sizes;
    }

    Premises premises() {
        return premises;
    }

    Effort effort() {
        return effort;
    }

    Sizes sizes() {
        return sizes;
    }

    /** The deployment all parts but one use; it starts when it is first needed. */
    Stand stand() {
        if (stand == null) {
            stand = Stand.open(premises, premises.folder().resolve("data"));
            Say.that("Seeding 962 people and 2,000 posts");
            if (!stand.seed()) {
                throw new IllegalStateException("The seed did not grow; the log says why");
            }
            stand.settle();
        }
        return stand;
    }

    /** Some people of the graph, signed in. */
    Crowd readers() {
        if (readers == null) {
            readers = Crowd.of(stand().stores(), PEOPLE, effort.readers());
        }
        return readers;
    }

    /** Makes room for a deployment of another size. */
    void leaveStand() {
        if (stand != null) {
            stand.close();
            stand = null;
            readers = null;
        }
    }
}
