package social.skein.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.http.Json;
import social.skein.model.FieldError;
import social.skein.oauth.OauthFeature;
import social.skein.signup.SignUpCredentials;

/** Resets the password of an account, for a user without it. */
@Command(
        name = "password",
        description = {
            "Reset the password of an account.",
            "Its apps and browsers stay signed in unless they are signed out with it."
        })
final class AccountPasswordCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "The account, as in @NAME.")
    private String name = "";

    @Mixin
    private PasswordOption password = new PasswordOption();

    @Option(names = "--revoke-sessions", description = "Sign the account out of all browsers.")
    private boolean revokeSessions;

    @Option(names = "--revoke-apps", description = "Revoke the access tokens of all apps.")
    private boolean revokeApps;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    AccountPasswordCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        PasswordOption.ChosenPassword chosen = password.choose();
        String errors = SignUpCredentials.validatePassword("password", chosen.text()).stream()
                .map(FieldError::fullMessage)
                .collect(Collectors.joining(". "));
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(errors);
        }
        try (CommandContext context = skein.open()) {
            AdminAccount account = AccountNames.resolve(context, name);
            context.await(
                    context.feature(OauthFeature.class)
                            .moderation()
                            .resetPassword(account.id(), chosen.text(), revokeSessions, revokeApps),
                    "Changing the password of @" + account.username());
            print(account, chosen);
        }
    }

    private void print(AdminAccount account, PasswordOption.ChosenPassword chosen) {
        if (json) {
            Map<String, Object> outcome = new LinkedHashMap<>();
            outcome.put("username", account.username());
            outcome.put("sessions_revoked", revokeSessions);
            outcome.put("apps_revoked", revokeApps);
            chosen.toShow().ifPresent(secret -> outcome.put("password", secret));
            skein.out().println(Json.encode(outcome));
        } else {
            skein.out()
                    .println("@" + account.username() + ": password changed"
                            + (revokeSessions ? ", signed out of all browsers" : "")
                            + (revokeApps ? ", access of all apps revoked" : "") + ".");
            chosen.toShow().ifPresent(secret -> skein.out().println("Generated password, shown only now: " + secret));
        }
        skein.out().flush();
    }
}
