package dev.stagecraft.cli.manual;

import dev.stagecraft.cli.session.GlobalOptions;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of one command. */
record ManPage(CommandSpec spec) {
    private static final List<String> STATUS = List.of(
            "0", "done, or nothing to do",
            "1", "not done; standard error says why and what to do next",
            "2", "a plan has changes to make",
            "3", "it waits for a person, such as for the approval of a plan",
            "4", "it was waited for as long as was asked, and goes on",
            "130", "ended by Ctrl-C");

    String fileName() {
        return name() + ".1";
    }

    String text() {
        var page = new Roff().title(name().toUpperCase(Locale.ROOT), version());
        page.section("NAME").line(name() + " - " + summary());
        page.section("SYNOPSIS").bold(synopsis());
        page.section("DESCRIPTION");
        plain(spec.usageMessage().description()).forEach(page::line);
        list(page, "ARGUMENTS", spec.positionalParameters());
        list(page, "OPTIONS", options(false));
        commands(page);
        list(page, "OPTIONS OF EVERY COMMAND", options(true));
        page.section("EXIT STATUS");
        for (int i = 0; i < STATUS.size(); i += 2) {
            page.item(STATUS.get(i), STATUS.get(i + 1));
        }
        examples(page);
        seeAlso(page);
        return page.toString();
    }

    private String name() {
        return spec.qualifiedName("-");
    }

    private String version() {
        return String.join(" ", spec.root().version());
    }

    /** The description's first sentence as an index of manuals has it: in small letters, without its dot. */
    private String summary() {
        var all = String.join(" ", plain(spec.usageMessage().description()).toList());
        int end = all.indexOf(". ");
        var first = end < 0 ? all : all.substring(0, end);
        var undotted = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
        return undotted.isEmpty() ? name() : undotted.substring(0, 1).toLowerCase(Locale.ROOT) + undotted.substring(1);
    }

    private String synopsis() {
        var line = spec.commandLine();
        var section = Objects.requireNonNull(line.getHelpSectionMap().get(UsageMessageSpec.SECTION_KEY_SYNOPSIS));
        return section.render(new Help(spec, line.getColorScheme())).strip();
    }

    private List<OptionSpec> options(boolean global) {
        return spec.options().stream()
                .filter(option -> global == GlobalOptions.has(option))
                .toList();
    }

    private static void list(Roff page, String heading, List<? extends ArgSpec> all) {
        var shown = all.stream().filter(each -> !each.hidden()).toList();
        if (shown.isEmpty()) {
            return;
        }
        page.section(heading);
        shown.forEach(each -> page.item(
                term(each), String.join("\n", plain(each.description()).toList())));
    }

    private static String term(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return argument.arity().min() == 0 ? "[" + argument.paramLabel() + "]" : argument.paramLabel();
        }
        var names = String.join(", ", option.names());
        if (option.arity().max() == 0) {
            return names;
        }
        return names + (option.arity().min() == 0 ? "[=" + option.paramLabel() + "]" : "=" + option.paramLabel());
    }

    private void commands(Roff page) {
        var shown = children().toList();
        if (shown.isEmpty()) {
            return;
        }
        page.section("COMMANDS");
        shown.forEach(child -> page.item(
                child.getCommandName(),
                String.join(
                        "\n",
                        plain(child.getCommandSpec().usageMessage().description())
                                .toList())));
    }

    private Stream<CommandLine> children() {
        return new LinkedHashSet<>(spec.subcommands().values())
                .stream().filter(child -> !child.getCommandSpec().usageMessage().hidden());
    }

    private void examples(Roff page) {
        var lines = plain(spec.usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        if (!lines.isEmpty()) {
            page.section("EXAMPLES").verbatim(lines);
        }
    }

    private void seeAlso(Roff page) {
        var pages = Stream.concat(
                        Stream.ofNullable(spec.parent()).map(parent -> parent.qualifiedName("-")),
                        children().map(child -> child.getCommandSpec().qualifiedName("-")))
                .map(other -> other + "(1)")
                .toList();
        page.section("SEE ALSO").line(pages.isEmpty() ? "kubectl(1)" : String.join(", ", pages) + ", kubectl(1)");
    }

    /** Without the marks by which picocli styles text and breaks lines. */
    private static Stream<String> plain(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.replace("%n", "\n").replace("%%", "%"))
                .map(line -> Help.Ansi.OFF.string(line))
                .flatMap(String::lines);
    }
}
