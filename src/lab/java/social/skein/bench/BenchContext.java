package social.skein.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The shared state of the scenarios: workspace, workload size, and a deployment with the 962 bundled accounts. */
final class BenchContext {
    static final String USERNAME_PREFIX = "reed";

    private final BenchWorkspace workspace;
    private final WorkloadSize size;
    private final DeploymentSizes sizes;
    private BenchDeployment deployment;
    private BenchUsers readers;

    /** The deployment sizes to measure, and the data folders of those that have been seeded already. */
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

    /** Returns the deployment that all scenarios but one use; it is started on first use. */
    BenchDeployment deployment() {
        if (deployment == null) {
            deployment = BenchDeployment.start(workspace, workspace.folder().resolve("data"));
            BenchLog.info("Seeding 962 accounts and 2,000 posts");
            if (!deployment.seed()) {
                throw new IllegalStateException("The seed command failed; see the log");
            }
            deployment.settle();
        }
        return deployment;
    }

    /** Returns some accounts of the bundled graph, signed in. */
    BenchUsers readers() {
        if (readers == null) {
            readers = BenchUsers.sample(deployment().stores(), USERNAME_PREFIX, size.readers());
        }
        return readers;
    }

    /** Stops the shared deployment, to free resources for one of another size. */
    void closeDeployment() {
        if (deployment != null) {
            deployment.close();
            deployment = null;
            readers = null;
        }
    }
}
