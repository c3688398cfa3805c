package dev.stagecraft.cli.init;

import dev.stagecraft.cli.init.detect.Answers;
import dev.stagecraft.cli.init.detect.Drafting;
import dev.stagecraft.cli.init.detect.Findings;
import dev.stagecraft.cli.init.detect.UnreadableProject;
import dev.stagecraft.cli.init.earlier.Conversion;
import dev.stagecraft.cli.init.earlier.Lost;
import dev.stagecraft.cli.init.manifest.Copies;
import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.Environment;
import dev.stagecraft.cli.init.manifest.NextSteps;
import dev.stagecraft.cli.init.manifest.Tree;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes the application in the working directory as a resource. */
@Command(
        name = "init",
        description = {
            "Describes the application in this directory as a Stagecraft resource.",
            "",
            "Looks at Compose files, Dockerfiles, migrations and the Git remote, asks a few questions on a terminal, and writes"
                    + " stagecraft/base and an overlay for each environment. What is there already is left alone."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft init                                    ask, and write",
            "  stagecraft init --dry-run                          show what would be written",
            "  stagecraft init --non-interactive --environments staging,prod",
            "  stagecraft init --address app=203.0.113.9          on a host that exists already",
            "  stagecraft init --from stagecraft.yml              convert a configuration of the earlier stagecraft"
        })
public final class InitCommand implements Callable<Integer> {
    private static final int LONGEST_NAMES = 57;

    private final Session session;

    @Mixin
    private final InitOptions options = new InitOptions();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Convert this configuration of the earlier command-line Stagecraft, and say what could not be.")
    private @Nullable String from;

    @Option(names = "--non-interactive", description = "Ask nothing: what no option says is taken as it is suggested.")
    private boolean nonInteractive;

    @Option(names = "--force", description = "Replace files that init wrote before; a Compose file is never replaced.")
    private boolean force;

    /** For the parser. */
    public InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try {
            return from == null ? describe() : convert(from);
        } catch (UnreadableProject unreadable) {
            throw CommandFailure.of(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private Findings findings(Set<String> wanted) {
        var checkout = Checkout.of(session.directory());
        if (!checkout.complete()) {
            session.console()
                    .warn("This directory has more than %d files, and those farthest down were not looked at."
                            .formatted(Checkout.MOST));
        }
        String name = String.valueOf(session.directory().getFileName());
        return Findings.of(new Findings.Place(name, checkout.prefix(), checkout.git()), checkout, wanted);
    }

    private int describe() {
        Findings findings = findings(Set.of());
        Answers suggested = options.over(Answers.suggested(findings), environment(findings));
        boolean asks = !nonInteractive && session.console().screen().terminal();
        Answers answers = asks ? new Interview(session.console(), session.input()).ask(suggested, options) : suggested;
        var drafted = Drafting.draft(findings, answers);
        return write(drafted.draft(), drafted.remarks(), List.of());
    }

    /** The one that is worked on says which one is written only where the project itself does not. */
    private Optional<String> environment(Findings findings) {
        boolean named =
                findings.compose().filter(found -> !found.overrides().isEmpty()).isPresent();
        return named ? Optional.empty() : session.settings().env();
    }

    private int convert(String file) {
        String text = text(session.path(file));
        Findings findings = findings(Conversion.released(file, text));
        Optional<String> environment =
                Conversion.namesEnvironments(file, text) ? Optional.empty() : environment(findings);
        Answers suggested = options.over(Answers.suggested(findings), environment);
        var converted = Conversion.of(file, text, findings, suggested, options.chosen());
        return write(converted.draft(), converted.remarks(), converted.lost());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.of(
                    "%s cannot be read, and nothing was written; name the configuration after --from.".formatted(file),
                    e);
        }
    }

    private int write(Draft draft, List<String> remarks, List<Lost> lost) {
        requireNames(draft);
        Tree tree = Tree.of(draft);
        Console console = session.console();
        if (session.settings().dryRun()) {
            tree.files().forEach((path, content) -> {
                console.line("# ---- " + path);
                console.print(content);
            });
        } else {
            var own = draft.files().stream().map(Draft.NewFile::path).collect(Collectors.toSet());
            new Target(session.directory()).write(tree, own, force);
            tree.files().keySet().forEach(path -> console.line("wrote " + path));
        }
        remarks.forEach(console::warn);
        Copies.remarks(draft).forEach(console::warn);
        tell(console, lost);
        if (!session.settings().dryRun()) {
            console.line();
            NextSteps.of(draft).forEach(console::line);
        }
        return ExitCode.OK;
    }

    /** As the API server counts: the names together are the name of a machine. */
    private static void requireNames(Draft draft) {
        for (Environment environment : draft.environments()) {
            for (Environment.Host host : environment.hosts()) {
                int length = draft.project().length()
                        + environment.name().length()
                        + host.name().length();
                if (length > LONGEST_NAMES) {
                    throw CommandFailure.of(
                            "The names %s, %s and %s are longer than %d characters together, and nothing was written; shorten one, such as the project with --project."
                                    .formatted(draft.project(), environment.name(), host.name(), LONGEST_NAMES));
                }
            }
        }
    }

    private void tell(Console console, List<Lost> lost) {
        if (lost.isEmpty()) {
            return;
        }
        console.note("");
        console.note(console.styled(Style.BOLD, "Not carried over from " + from + ":"));
        lost.forEach(each -> {
            console.note("  line " + each.line() + "  " + each.path());
            console.note("      " + each.why());
        });
    }
}
