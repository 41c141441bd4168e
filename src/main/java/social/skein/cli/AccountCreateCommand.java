package social.skein.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.SignUpApproval;
import social.skein.app.CommandContext;
import social.skein.app.StartupException;
import social.skein.auditlog.AuditLog;
import social.skein.config.Config;
import social.skein.http.Json;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.signup.SignUpCredentials;
import social.skein.signup.SignUpFeature;

/** Creates an account, regardless of the {@code registration} setting. */
@Command(name = "create", description = "Create an account, even if registration is closed.")
final class AccountCreateCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "Name of the new account: letters, digits and underscores.")
    private String name = "";

    @Option(names = "--email", paramLabel = "ADDRESS", description = "E-mail address (default NAME@localhost.invalid).")
    private Optional<String> email = Optional.empty();

    @Mixin
    private PasswordOption password = new PasswordOption();

    @Option(
            names = "--confirmed",
            description = "Mark the e-mail address as confirmed even if the settings require a confirmation.")
    private boolean confirmed;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    AccountCreateCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        PasswordOption.ChosenPassword chosen = password.choose();
        Config config = skein.deploymentConfig();
        String address = email.orElse(name + "@localhost.invalid");
        SignUpCredentials signUp = new SignUpCredentials(name, address, chosen.text());
        boolean emailConfirmed = confirmed || !config.auth().requireConfirmedEmail();
        SignUpApproval approval = new SignUpApproval(emailConfirmed, true, "", Optional.empty());
        try (CommandContext context = skein.open()) {
            AccountId id = register(context, signUp, approval);
            AuditLog.record(AuditLog.Event.ACCOUNT_CREATED, AuditLog.operatorActor(), "account " + id);
            print(id, "@" + name + "@" + config.domain(), address, chosen.toShow());
        }
    }

    /** The error for an operator; the messages of the sign-up form address the new user. */
    private AccountId register(CommandContext context, SignUpCredentials signUp, SignUpApproval approval) {
        try {
            return context.await(
                    context.feature(SignUpFeature.class).operatorSignUp().register(signUp, approval),
                    "Creating @" + name);
        } catch (StartupException failure) {
            if (failure.getCause() instanceof Problem.Invalid invalid
                    && !invalid.fieldErrors().isEmpty()) {
                throw new IllegalArgumentException(
                        invalid.fieldErrors().stream().map(this::explain).collect(Collectors.joining(". ")), failure);
            }
            throw failure;
        }
    }

    private String explain(FieldError error) {
        if (!error.code().equals("ERR_TAKEN")) {
            return error.fullMessage();
        }
        return error.field().equals("username")
                ? "There is an @" + name + " already"
                : "Another account has the e-mail address " + email.orElse(name + "@localhost.invalid") + " already";
    }

    private void print(AccountId id, String handle, String address, Optional<String> generated) {
        if (json) {
            Map<String, String> account =
                    new LinkedHashMap<>(Map.of("id", id.toString(), "username", name, "email", address));
            generated.ifPresent(secret -> account.put("password", secret));
            skein.out().println(Json.encode(account));
        } else {
            skein.out()
                    .println("Created " + handle + ". Sign in as " + name
                            + email.map(given -> " or " + given).orElse("") + ".");
            generated.ifPresent(secret -> skein.out().println("Generated password, shown only now: " + secret));
        }
        skein.out().flush();
    }
}
