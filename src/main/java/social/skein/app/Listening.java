package social.skein.app;

import social.skein.config.Config;

/** Settles the ports of a process. Only a further process of a data folder may move on to the next free one. */
final class Listening {
    private Listening() {}

    static Config pick(Config config, boolean further) {
        Config.Http http = config.http();
        Config.Ops ops = config.ops();
        int opsPort = Ports.pick("ops.port", ops.host(), ops.port(), further);
        int httpPort = Ports.pick("http.port", http.host(), http.port(), further);
        return config.listeningOn(httpPort, opsPort);
    }
}
