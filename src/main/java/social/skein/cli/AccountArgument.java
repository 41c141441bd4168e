package social.skein.cli;

import social.skein.account.AccountFeature;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;

/** Finds the account a command is about. */
final class AccountArgument {
    private AccountArgument() {}

    /** The account of this name, with or without the {@code @} in front, whether it was let in or not. */
    static AdminAccount resolve(CommandContext bench, String name) {
        String username = name.startsWith("@") ? name.substring(1) : name;
        return bench.await(bench.feature(AccountFeature.class).states().byUsername(username), "Finding the account")
                .orElseThrow(() -> new IllegalArgumentException("Nobody here is called " + username + "."));
    }
}
