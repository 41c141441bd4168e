package social.skein.cli;

import picocli.CommandLine.Command;
import social.skein.app.Stores;

/** Migrates the database to this version's schema, for deployments whose processes may not do so. */
@Command(
        name = "migrate",
        description = "Migrate the database to this version's schema. Run it as the owner of the tables.")
final class MigrateCommand implements Runnable {
    private final SkeinCommand skein;

    MigrateCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Stores.migrate(skein.settings().config(), skein.progress());
        skein.out().println("The database schema is up to date.");
        skein.out().flush();
    }
}
