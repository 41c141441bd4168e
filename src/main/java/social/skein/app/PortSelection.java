package social.skein.app;

import java.util.ArrayList;
import java.util.List;
import social.skein.config.Config;
import social.skein.datafolder.PortClaims;

/**
 * Selects the ports of a process. Only a further process of a data folder may use the next free port. The processes of
 * a data folder claim their ports there until they listen: otherwise several that start at once would choose the same.
 */
final class PortSelection {
    private PortSelection() {}

    static Config resolve(Config config) {
        if (!config.cluster().usesDataFolderDiscovery()) {
            return resolve(config, List.of());
        }
        PortClaims claims = claims(config);
        return claims.locked(() -> {
            Config resolved = resolve(config, claims.livePorts());
            claims.claim(resolved.ops().port());
            claims.claim(resolved.http().port());
            return resolved;
        });
    }

    /** Gives up the selected ports, because they turned out to be in use after all, or because the process stops. */
    static void release(Config resolved) {
        if (resolved.cluster().usesDataFolderDiscovery()) {
            PortClaims claims = claims(resolved);
            claims.release(resolved.ops().port());
            claims.release(resolved.http().port());
        }
    }

    private static PortClaims claims(Config config) {
        return new PortClaims(config.dataDir(), "ports");
    }

    private static Config resolve(Config config, List<Integer> claimed) {
        Config.Http http = config.http();
        Config.Ops ops = config.ops();
        int opsPort = ListenPorts.findFree("ops.port", ops.host(), ops.port(), claimed);
        List<Integer> others = new ArrayList<>(claimed);
        if (!others.isEmpty() || http.port() == 0) {
            others.add(opsPort);
        }
        int httpPort = ListenPorts.findFree("http.port", http.host(), http.port(), others);
        return config.withPorts(httpPort, opsPort);
    }
}
