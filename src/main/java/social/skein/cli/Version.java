package social.skein.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} answers. */
final class Version implements IVersionProvider {
    /** The version of this jar; classes that are in none are in development. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"skein " + current() + " (Java " + Runtime.version() + ")"};
    }
}
