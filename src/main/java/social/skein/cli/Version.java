package social.skein.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
final class Version implements IVersionProvider {
    /** The version of this jar, or {@code development} outside a jar. */
    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"skein " + current() + " (Java " + Runtime.version() + ")"};
    }
}
