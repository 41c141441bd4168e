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

/** Creates an account, regardless of the {@code registration} setting. */
@Command(name = "create", description = "Create an account, even if registration is closed.")
final class AccountCreateCommand implements Runnable {
    private static final int PASSWORD_BYTES = 18;

    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "Account name: letters, digits and underscores.")
    private String name = "";

    @Option(names = "--email", paramLabel = "ADDRESS", description = "E-mail address (default NAME@localhost.invalid).")
    private Optional<String> email = Optional.empty();

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            arity = "0..1",
            interactive = true,
            prompt = "Password: ",
            description =
                    "Password; prompted for if TEXT is omitted. Without this option one is generated and shown once.")
    private Optional<String> password = Optional.empty();

    @Option(
            names = "--confirmed",
            description = "Mark the e-mail address as confirmed, even if auth.confirm-email is true.")
    private boolean confirmed;

    @Option(names = "--json", description = "JSON output.")
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
        boolean emailConfirmed = confirmed || !config.auth().requireConfirmedEmail();
        SignUpApproval approval = new SignUpApproval(emailConfirmed, true, "", Optional.empty());
        try (CommandContext context = CommandContext.open(config, TerminalProgress.onStandardError())) {
            AccountId id = context.await(
                    context.feature(SignUpFeature.class).operatorSignUp().register(signUp, approval),
                    "Creating @" + name);
            AuditLog.record(AuditLog.Event.ACCOUNT_CREATED, AuditLog.operatorActor(), "account " + id);
            print(
                    id,
                    "@" + name + "@" + config.domain(),
                    address,
                    password.isPresent() ? Optional.empty() : Optional.of(chosen));
        }
    }

    private void print(AccountId id, String handle, String address, Optional<String> generated) {
        if (json) {
            Map<String, String> account =
                    new LinkedHashMap<>(Map.of("id", id.toString(), "username", name, "email", address));
            generated.ifPresent(secret -> account.put("password", secret));
            skein.out().println(Json.encode(account));
        } else {
            skein.out().println("Created " + handle + ". Sign in as " + name + " or " + address + ".");
            generated.ifPresent(secret -> skein.out().println("Generated password, shown only now: " + secret));
        }
        skein.out().flush();
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
