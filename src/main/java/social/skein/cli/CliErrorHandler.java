package social.skein.cli;

import java.io.PrintWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import social.skein.config.Logging;
import social.skein.config.SecretMasker;

/** Prints the reason why a command failed, as one sentence on stderr or, if the log must be JSON, in the log. No other class prints failures. */
record CliErrorHandler(SkeinCommand skein) implements IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("social.skein.process");

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (Logging.isJsonOnly()) {
            LOG.error(message(failure), skein.verbose() ? failure : null);
            Logging.flush();
            return ExitCode.SOFTWARE;
        }
        // The reason is the last line, after everything that was logged.
        Logging.flush();
        PrintWriter err = command.getErr();
        err.println("skein: " + message(failure));
        if (skein.verbose()) {
            failure.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    static int handleUsageError(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        List<String> suggestions =
                error instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        err.println("skein: " + withPeriod(String.valueOf(error.getMessage()))
                + (suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?")
                + " See " + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE;
    }

    /** The first message in the cause chain: outer exceptions describe best what the command was doing. */
    static String message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            boolean copiedFromCause =
                    cause.getCause() != null && cause.getCause().toString().equals(message);
            if (message != null && !message.isBlank() && !copiedFromCause) {
                return withPeriod(
                        SecretMasker.redact(message.strip().lines().findFirst().orElseThrow()));
            }
        }
        return "The command failed without a reason: " + failure.getClass().getSimpleName()
                + ". Run it with --verbose for the stack trace.";
    }

    private static String withPeriod(String sentence) {
        return sentence.matches(".*[.?!]$") ? sentence : sentence + ".";
    }
}
