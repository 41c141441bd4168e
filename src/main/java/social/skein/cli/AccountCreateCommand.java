package social.skein.cli;

import java.io.Console;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.SignUp;
import social.skein.app.Workbench;
import social.skein.config.Config;
import social.skein.config.Terminal;
import social.skein.http.Json;
import social.skein.model.AccountId;

/** Makes an account that can sign in at once. */
@Command(
        name = "create",
        description = {
            "Make an account that can sign in at once.",
            "Without --password one is asked for on a terminal; elsewhere one is made up and printed, once."
        })
final class AccountCreateCommand implements Runnable {
    private static final int MADE_UP_BYTES = 15;

    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "Letters, digits and _, at most 30.")
    private String name = "";

    @Option(names = "--email", paramLabel = "ADDRESS", description = "NAME@ and the server's domain by default.")
    private Optional<String> email = Optional.empty();

    @Option(names = "--password", paramLabel = "TEXT", description = "At least 8 characters.")
    private Optional<String> password = Optional.empty();

    @Option(names = "--json", description = "Print the account as JSON.")
    private boolean json;

    AccountCreateCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    private record Made(AccountId id, String username, String email, Optional<String> password) {
        @Override
        public String toString() {
            return "Made the account " + username + ". Sign in with " + email + " or " + username
                    + password.map(text -> " and the password " + text).orElse(" and your password") + ".";
        }
    }

    @Override
    public void run() {
        Config config = skein.settings().config();
        String address = email.orElse(name + "@" + config.domain().replaceFirst(":[0-9]+$", ""));
        Optional<String> typed = password.or(AccountCreateCommand::asked);
        String secret = typed.orElseGet(AccountCreateCommand::madeUp);
        try (Workbench bench = Workbench.open(config, TerminalProgress.onStandardError())) {
            AccountId id = bench.finish(
                    bench.wiring().signUps().register(new SignUp(name, address, secret)), "Making the account " + name);
            Made made = new Made(id, name, address, typed.isPresent() ? Optional.empty() : Optional.of(secret));
            skein.out().println(json ? Json.text(made) : made);
            skein.out().flush();
        }
    }

    private static Optional<String> asked() {
        if (!Terminal.present()) {
            return Optional.empty();
        }
        Console console = Objects.requireNonNull(System.console());
        char[] first = console.readPassword("Password (Enter makes one up): ");
        if (first == null || first.length == 0) {
            return Optional.empty();
        }
        char[] second = console.readPassword("The same again: ");
        if (!Arrays.equals(first, second)) {
            throw new IllegalArgumentException("The two passwords are not the same; no account was made");
        }
        return Optional.of(new String(first));
    }

    private static String madeUp() {
        byte[] bytes = new byte[MADE_UP_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
