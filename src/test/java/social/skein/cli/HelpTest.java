package social.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Tests the help of every command. */
class HelpTest {
    @Test
    void no_name_is_broken_over_two_lines() {
        for (CommandLine command : all(CommandLines.commands())) {
            String usage = command.getUsageMessage();
            assertThat(descriptions(command.getCommandSpec()).flatMap(text -> Stream.of(text.split("\\s+"))))
                    .as(command.getCommandSpec().qualifiedName())
                    .filteredOn(word -> !word.contains("${") && !word.contains("%"))
                    .allSatisfy(word -> assertThat(usage).contains(word));
        }
    }

    @Test
    void every_argument_says_what_it_is() {
        for (CommandLine command : all(CommandLines.commands())) {
            assertThat(command.getCommandSpec().args())
                    .as(command.getCommandSpec().qualifiedName())
                    .allSatisfy(argument -> assertThat(String.join(" ", argument.description()))
                            .as(argument.paramLabel())
                            .hasSizeGreaterThan(10)
                            .endsWith("."));
        }
    }

    @Test
    void help_and_version_are_commands_too() {
        assertThat(CommandLines.run("help")).isZero();
        assertThat(CommandLines.run("help", "seed")).isZero();
        assertThat(CommandLines.run("version")).isZero();
        assertThat(CommandLines.run("hlep")).isEqualTo(2);
    }

    private static Stream<String> descriptions(CommandSpec spec) {
        return Stream.concat(
                Arrays.stream(spec.usageMessage().description()),
                spec.args().stream().map(ArgSpec::description).flatMap(Arrays::stream));
    }

    private static List<CommandLine> all(CommandLine root) {
        List<CommandLine> commands = new ArrayList<>(List.of(root));
        root.getSubcommands().values().forEach(command -> commands.addAll(all(command)));
        return commands;
    }
}
