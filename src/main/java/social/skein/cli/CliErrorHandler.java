package social.skein.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import social.skein.config.Secrets;

/** Tells a person in one sentence why their command failed. The only place that does. */
record CliErrorHandler(SkeinCommand skein) implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("skein: " + message(failure));
        if (skein.verbose()) {
            failure.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    static int handleUsageError(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        List<String> meant =
                mistake instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        err.println("skein: " + withPeriod(String.valueOf(mistake.getMessage()))
                + (meant.isEmpty() ? "" : " Did you mean " + String.join(" or ", meant) + "?")
                + " See " + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE;
    }

    /** The words of the first failure in the chain that has any; those further down know less of what was wanted. */
    static String message(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String words = each.getMessage();
            boolean borrowed =
                    each.getCause() != null && each.getCause().toString().equals(words);
            if (words != null && !words.isBlank() && !borrowed) {
                return withPeriod(
                        Secrets.redact(words.strip().lines().findFirst().orElseThrow()));
            }
        }
        return "Something failed that gave no reason: " + failure.getClass().getSimpleName()
                + "; --verbose shows where.";
    }

    private static String withPeriod(String sentence) {
        return sentence.matches(".*[.?!]$") ? sentence : sentence + ".";
    }
}
