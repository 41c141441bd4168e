package social.skein.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Option;
import social.skein.config.ReplacementCharacters;

/** The password of an account: given, prompted for, or generated. */
final class PasswordOption {
    private static final int GENERATED_BYTES = 18;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            arity = "0..1",
            interactive = true,
            prompt = "Password: ",
            description =
                    "Password; prompted for if TEXT is omitted. Without this option one is generated and shown once.")
    private Optional<String> given = Optional.empty();

    /** A password, and whether it was generated and therefore has to be shown. */
    record ChosenPassword(String text, boolean generated) {
        Optional<String> toShow() {
            return generated ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String toString() {
            return generated ? "a generated password" : "a given password";
        }
    }

    /** Fails if the password could not be read in this locale. */
    ChosenPassword choose() {
        given.ifPresent(text -> ReplacementCharacters.reject("The password", text));
        return new ChosenPassword(given.orElseGet(PasswordOption::generate), given.isEmpty());
    }

    private static String generate() {
        byte[] bytes = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
