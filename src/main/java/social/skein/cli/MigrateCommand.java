package social.skein.cli;

import picocli.CommandLine.Command;
import social.skein.app.Stores;

/** Brings the database to this version's schema, for processes that may not do so themselves. */
@Command(
        name = "migrate",
        description = "Bring the database to this version's schema, as the owner of its tables, and end.")
final class MigrateCommand implements Runnable {
    private final SkeinCommand skein;

    MigrateCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Stores.migrate(skein.settings().config(), TerminalProgress.onStandardError());
        skein.out().println("The database has this version's schema.");
        skein.out().flush();
    }
}
