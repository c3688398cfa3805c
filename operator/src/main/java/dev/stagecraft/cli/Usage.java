package dev.stagecraft.cli;

import dev.stagecraft.cli.session.GlobalOptions;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The shape of help: a command's own options first, those of every command after them. */
final class Usage {
    private Usage() {}

    static void install(CommandLine line) {
        line.setUsageHelpLongOptionsMaxWidth(28);
        line.getCommandSpec().usageMessage().commandListHeading("%nCommands:%n");
        install(line.getHelpSectionMap(), line);
        line.getSubcommands().values().forEach(Usage::install);
    }

    private static void install(java.util.Map<String, CommandLine.IHelpSectionRenderer> sections, CommandLine line) {
        line.getCommandSpec().usageMessage().commandListHeading("%nCommands:%n");
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Usage::options);
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, Usage::synopsis);
        line.setHelpSectionMap(sections);
    }

    private static String synopsis(Help help) {
        var spec = help.commandSpec();
        var words = new StringBuilder(spec.qualifiedName());
        spec.options().stream()
                .filter(option -> !GlobalOptions.has(option) && option.required() && !option.hidden())
                .forEach(option -> words.append(' ')
                        .append(option.longestName())
                        .append(' ')
                        .append(option.paramLabel()));
        words.append(" [OPTIONS]");
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> words.append(' ').append(label(parameter)));
        if (!spec.subcommands().isEmpty()) {
            words.append(" COMMAND");
        }
        return words.append("%n%n".formatted()).toString();
    }

    private static String label(CommandLine.Model.PositionalParamSpec parameter) {
        var repeated = parameter.arity().max() > 1 ? parameter.paramLabel() + "..." : parameter.paramLabel();
        return parameter.arity().min() == 0 ? "[" + repeated + "]" : repeated;
    }

    private static String options(Help help) {
        var shown = help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
        var own = shown.stream().filter(option -> !GlobalOptions.has(option)).toList();
        var global = shown.stream().filter(GlobalOptions::has).toList();
        return list(help, "Options:", own) + list(help, "Options of every command:", global);
    }

    private static String list(Help help, String heading, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        var layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
        return "%n%s%n%s"
                .formatted(heading, help.optionListGroupSections().isEmpty() ? rendered(help, layout, options) : "");
    }

    private static String rendered(Help help, Help.Layout layout, List<OptionSpec> options) {
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        return layout.toString().lines().collect(Collectors.joining("%n".formatted(), "", "%n".formatted()));
    }
}
