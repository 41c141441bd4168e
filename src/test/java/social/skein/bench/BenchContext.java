package social.skein.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the parts share: how much to measure, what is on this machine, and one deployment with the bundled 962 people. */
final class BenchContext {
    static final String USERNAME_PREFIX = "reed";

    private final BenchWorkspace workspace;
    private final WorkloadSize size;
    private final DeploymentSizes sizes;
    private BenchDeployment deployment;
    private BenchUsers readers;

    /** Which sizes of deployment are measured, and where the data of some of them already is. */
    record DeploymentSizes(List<Long> accounts, Map<Long, Path> seededFolders) {}

    BenchContext(BenchWorkspace workspace, WorkloadSize size, DeploymentSizes sizes) {
        this.workspace = workspace;
        this.size = size;
        this.sizes = sizes;
    }

    BenchWorkspace workspace() {
        return workspace;
    }

    WorkloadSize size() {
        return size;
    }

    DeploymentSizes sizes() {
        return sizes;
    }

    /** The deployment all parts but one use; it starts when it is first needed. */
    BenchDeployment deployment() {
        if (deployment == null) {
            deployment = BenchDeployment.start(workspace, workspace.folder().resolve("data"));
            BenchLog.info("Seeding 962 people and 2,000 posts");
            if (!deployment.seed()) {
                throw new IllegalStateException("The seed did not grow; the log says why");
            }
            deployment.settle();
        }
        return deployment;
    }

    /** Some people of the graph, signed in. */
    BenchUsers readers() {
        if (readers == null) {
            readers = BenchUsers.sample(deployment().stores(), USERNAME_PREFIX, size.readers());
        }
        return readers;
    }

    /** Makes room for a deployment of another size. */
    void closeDeployment() {
        if (deployment != null) {
            deployment.close();
            deployment = null;
            readers = null;
        }
    }
}
