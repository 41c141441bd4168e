package social.skein.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import social.skein.account.AccountFeature;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;

/** Resolves the accounts named on the command line or on standard input. */
final class AccountNames {
    /** The argument that stands for the names on standard input. */
    private static final String STANDARD_INPUT = "-";

    private AccountNames() {}

    /** The account with this name, with or without a leading {@code @}, in any state. */
    static AdminAccount resolve(CommandContext context, String name) {
        return find(context, name).orElseThrow(() -> new IllegalArgumentException(missing(name)));
    }

    static Optional<AdminAccount> find(CommandContext context, String name) {
        return context.await(
                context.feature(AccountFeature.class).states().byUsername(withoutAt(name)), "Finding the account");
    }

    /** The accounts with these names; prints an error for each name without an account. */
    static List<AdminAccount> findAll(SkeinCommand skein, CommandContext context, List<String> names) {
        List<AdminAccount> accounts = new ArrayList<>();
        for (String name : names) {
            find(context, name).ifPresentOrElse(accounts::add, () -> skein.printError(missing(name)));
        }
        return accounts;
    }

    static String missing(String name) {
        return "There is no account named " + withoutAt(name) + ".";
    }

    private static String withoutAt(String name) {
        return name.startsWith("@") ? name.substring(1) : name;
    }

    /**
     * The names in their order, each once. {@code -} is replaced by the words on standard input, which are separated by
     * spaces or lines.
     */
    static List<String> expand(List<String> arguments) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String argument : arguments) {
            if (argument.equals(STANDARD_INPUT)) {
                names.addAll(readStandardInput());
            } else {
                names.add(argument);
            }
        }
        return List.copyOf(names);
    }

    /** Whether the arguments are one name, so that the JSON output is one object. */
    static boolean isSingle(List<String> arguments) {
        return arguments.size() == 1 && !arguments.contains(STANDARD_INPUT);
    }

    private static List<String> readStandardInput() {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> names = new ArrayList<>();
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                for (String word : line.strip().split("\\s+")) {
                    if (!word.isEmpty()) {
                        names.add(word);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The names cannot be read from standard input", failure);
        }
        return names;
    }
}
