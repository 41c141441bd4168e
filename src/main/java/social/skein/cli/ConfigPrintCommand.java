package social.skein.cli;

import picocli.CommandLine.Command;

/** Prints the settings in effect. */
@Command(name = "print", description = "Print the effective settings as YAML with their sources; secrets are masked.")
final class ConfigPrintCommand implements Runnable {
    private final SkeinCommand skein;

    ConfigPrintCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        skein.out().print(skein.settings().print());
        skein.out().flush();
    }
}
