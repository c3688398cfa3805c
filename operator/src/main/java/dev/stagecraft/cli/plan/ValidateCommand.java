package dev.stagecraft.cli.plan;

import dev.stagecraft.cli.manifest.GivenFiles;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks documents without applying them. */
@Command(
        name = "validate",
        description = {
            "Checks documents without a cluster: against the schema, and as the operator would.",
            "",
            "Secrets that are not among the files are taken as given. Ends with 0 where all is valid, 1 otherwise."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft validate -f shop.yaml              every fault, with its line",
            "  stagecraft validate --env prod                what stagecraft init wrote for an environment",
            "  kustomize build . | stagecraft validate -f -  what another program renders",
            "  stagecraft validate -f shop.yaml --server     and what the API server says to a dry run"
        })
public final class ValidateCommand implements Callable<Integer> {
    private static final Set<String> FORMATS = Set.of("json", "yaml");

    private final Session session;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            description = "A file, a directory, a kustomization, or - for standard input; may be repeated.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "What spec.source.git is read from; the Git work tree around the first file otherwise.")
    @Nullable
    String source;

    @Option(names = "--server", description = "Ask the API server as well, by a dry run.")
    boolean server;

    public ValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(FORMATS);
        var manifests = new GivenFiles(session)
                .read(files)
                .orElseThrow(() -> CommandFailure.of(
                        "There is nothing to check: name files with -f, or write some with stagecraft init."));
        var found = new Validation(session, source, server).of(manifests);
        if (found.documents().isEmpty()) {
            throw CommandFailure.of("The files hold no document of stagecraft.dev; name those that do with -f.");
        }
        if (format.isPresent()) {
            session.console().print(Documents.write(found, format.get()));
        } else {
            text(found);
        }
        return found.valid() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void text(ValidationView found) {
        var console = session.console();
        found.documents().forEach(document -> document(document, console));
        int faults = found.documents().stream()
                .mapToInt(document -> document.faults().size())
                .sum();
        console.line();
        console.line(count(found.documents().size(), "document") + ", "
                + (faults == 0
                        ? console.styled(Style.GREEN, "valid")
                        : console.styled(Style.RED, count(faults, "fault"))));
        found.notes().forEach(note -> console.line("note: " + note));
    }

    private static void document(ValidationView.Document document, Console console) {
        if (document.valid()) {
            console.line(document.source() + ":" + document.line() + ": " + document.kind() + " " + document.name()
                    + " is valid");
        }
        document.faults()
                .forEach(fault -> console.line(Stream.of(fault.at(), fault.path(), fault.message())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(": "))));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
