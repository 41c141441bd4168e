package social.skein.cli;

import social.skein.account.Member;
import social.skein.app.Workbench;

/** Finds the account a command is about. */
final class Members {
    private Members() {}

    /** The account of this name, with or without the {@code @} in front, whether it was let in or not. */
    static Member named(Workbench bench, String name) {
        String username = name.startsWith("@") ? name.substring(1) : name;
        return bench.finish(bench.wiring().members().standings().byUsername(username), "Finding the account")
                .orElseThrow(() -> new IllegalArgumentException("Nobody here is called " + username + "."));
    }
}
