package social.skein.app;

import social.skein.config.Config;

/** Selects the ports of a process. Only a further process of a data folder may use the next free port. */
final class PortSelection {
    private PortSelection() {}

    static Config resolve(Config config, boolean allowNext) {
        Config.Http http = config.http();
        Config.Ops ops = config.ops();
        int opsPort = ListenPorts.findFree("ops.port", ops.host(), ops.port(), allowNext);
        int httpPort = ListenPorts.findFree("http.port", http.host(), http.port(), allowNext);
        return config.withPorts(httpPort, opsPort);
    }
}
