package social.skein.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.SignUpApproval;
import social.skein.app.CommandContext;
import social.skein.auditlog.AuditLog;
import social.skein.config.Config;
import social.skein.http.Json;
import social.skein.model.AccountId;
import social.skein.signup.SignUpCredentials;
import social.skein.signup.SignUpFeature;

/** Makes an account, whatever {@code registration} says. */
@Command(name = "create", description = "Make an account, also where nobody may sign up.")
final class AccountCreateCommand implements Runnable {
    private static final int PASSWORD_BYTES = 18;

    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "The name, of letters, numbers and underscores.")
    private String name = "";

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "The e-mail address; NAME@localhost.invalid if none.")
    private Optional<String> email = Optional.empty();

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            arity = "0..1",
            interactive = true,
            prompt = "Password: ",
            description =
                    "The password, asked for where the option stands alone; without it one is made and shown once.")
    private Optional<String> password = Optional.empty();

    @Option(
            names = "--confirmed",
            description = "Count the e-mail address as confirmed, where auth.confirm-email would ask for it.")
    private boolean confirmed;

    @Option(names = "--json", description = "Print the account as JSON.")
    private boolean json;

    AccountCreateCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Config config = skein.settings().config();
        String chosen = password.orElseGet(AccountCreateCommand::randomPassword);
        String address = email.orElse(name + "@localhost.invalid");
        SignUpCredentials signUp = new SignUpCredentials(name, address, chosen);
        boolean vouched = confirmed || !config.auth().requireConfirmedEmail();
        SignUpApproval admission = new SignUpApproval(vouched, true, "", Optional.empty());
        try (CommandContext bench = CommandContext.open(config, TerminalProgress.onStandardError())) {
            AccountId id = bench.await(
                    bench.feature(SignUpFeature.class).operatorSignUp().register(signUp, admission), "Making @" + name);
            AuditLog.record(AuditLog.Event.ACCOUNT_CREATED, AuditLog.operatorActor(), "account " + id);
            print(
                    id,
                    "@" + name + "@" + config.domain(),
                    address,
                    password.isPresent() ? Optional.empty() : Optional.of(chosen));
        }
    }

    private void print(AccountId id, String handle, String address, Optional<String> made) {
        if (json) {
            Map<String, String> account =
                    new LinkedHashMap<>(Map.of("id", id.toString(), "username", name, "email", address));
            made.ifPresent(secret -> account.put("password", secret));
            skein.out().println(Json.encode(account));
        } else {
            skein.out().println(handle + " is there. Sign in with " + address + " or " + name + ".");
            made.ifPresent(secret -> skein.out().println("Its password, shown this once: " + secret));
        }
        skein.out().flush();
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
