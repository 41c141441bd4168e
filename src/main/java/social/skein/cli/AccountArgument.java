package social.skein.cli;

import social.skein.account.AccountFeature;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;

/** Resolves the account named on the command line. */
final class AccountArgument {
    private AccountArgument() {}

    /** The account with this name, with or without a leading {@code @}, in any state. */
    static AdminAccount resolve(CommandContext context, String name) {
        String username = name.startsWith("@") ? name.substring(1) : name;
        return context.await(context.feature(AccountFeature.class).states().byUsername(username), "Finding the account")
                .orElseThrow(() -> new IllegalArgumentException("There is no account named " + username + "."));
    }
}
