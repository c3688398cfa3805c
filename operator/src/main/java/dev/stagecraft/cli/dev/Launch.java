package dev.stagecraft.cli.dev;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.dev.local.ProxySettings;
import dev.stagecraft.cli.dev.local.TraefikConfig;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.Programs;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Table;
import dev.stagecraft.command.Quoting;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.provider.app.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a plan to a run on this machine: what is missing for it, how it looks, and its start. */
final class Launch {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private final Session session;
    private final Application application;
    private final DevPlan plan;
    private final Optional<LocalNames> names;

    Launch(Session session, Application application, DevPlan plan, Optional<LocalNames> names) {
        this.session = session;
        this.application = application;
        this.plan = plan;
        this.names = names;
    }

    /** The name under which Compose knows what runs here. */
    private String project() {
        return application.project() + "-dev";
    }

    /** What of the machine the processes would miss, as sentences. */
    List<String> faults() {
        var programs = new Programs(session.directory(), session.environment());
        return plan.processes().stream()
                .flatMap(process -> fault(process, programs).stream())
                .toList();
    }

    private Optional<String> fault(LocalProcess process, Programs programs) {
        Path directory = application.root().resolve(process.directory());
        if (!Files.isDirectory(directory)) {
            return Optional.of("%s: '%s' runs in %s, and there is no such directory; correct dev.directory."
                    .formatted(process.origin(), process.name(), directory));
        }
        String program = process.command().getFirst();
        return programs.find(program, directory).isPresent()
                ? Optional.empty()
                : Optional.of("%s: %s: '%s' runs by '%s', and there is no such program on the PATH; install it."
                        .formatted(
                                ErrorCode.PROVIDER_NOT_AVAILABLE.label(), process.origin(), process.name(), program));
    }

    /** What would run; of variables only the names. */
    void describe(Console console) {
        ComposeFile compose = application.found().compose();
        if (!plan.infrastructure().isEmpty() || names.isPresent()) {
            console.line("In containers, by Docker Compose as project %s:".formatted(project()));
            var table = Table.of("SERVICE", "IMAGE", "PORTS");
            plan.infrastructure().stream()
                    .flatMap(name -> compose.service(name).stream())
                    .forEach(service -> table.row(service.name(), service.image(), ports(service)));
            names.ifPresent(local -> table.row(
                    ProxySettings.SERVICE,
                    local.settings().image(),
                    local.settings().ports()));
            table.print(console);
            console.line();
        }
        if (!plan.processes().isEmpty()) {
            console.line("As processes, in %s:".formatted(application.root()));
            var table = Table.of("SERVICE", "DIRECTORY", "COMMAND");
            plan.processes()
                    .forEach(process -> table.row(
                            process.name(),
                            process.directory().isEmpty() ? "." : process.directory(),
                            shown(process.command())));
            table.print(console);
            console.line();
        }
        names.ifPresent(local -> {
            console.line("Under these names:");
            local.addresses().forEach(address -> console.line("  " + address));
            console.line();
        });
        console.line("With these variables: " + variables());
    }

    /** As a shell would take it, with no more quotation marks than it needs. */
    private static String shown(List<String> command) {
        return command.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : Quoting.posix(List.of(word)))
                .collect(Collectors.joining(" "));
    }

    private static String ports(ServiceDefinition service) {
        return service.publishedPorts().isEmpty() ? "-" : String.join(", ", service.publishedPorts());
    }

    private String variables() {
        var values = application.found().environment().values();
        return values.isEmpty() ? "none" : String.join(", ", values.keySet());
    }

    /** Runs it to its end. */
    int run(boolean restart) throws IOException, InterruptedException {
        boolean containers = !plan.infrastructure().isEmpty() || names.isPresent();
        var programs = new Programs(session.directory(), session.environment());
        List<String> compose = containers ? ComposeTool.find(programs) : List.of();
        try (RunDirectory run = RunDirectory.take(Homes.state(session.environment()), application.project())) {
            var lines = lines();
            leftovers(run, lines);
            if (names.isPresent()) {
                names.get().prepare(run, Homes.data(session.environment()), lines);
            }
            Optional<Infrastructure> infrastructure =
                    containers ? Optional.of(infrastructure(run, compose, lines)) : Optional.empty();
            var environment = new LocalEnvironment(
                    session.environment(), application.found().environment());
            List<Child> children = plan.processes().stream()
                    .map(process -> new Child(
                            process.name(),
                            process.name(),
                            run.mark() + "/" + process.name(),
                            application.root().resolve(process.directory()),
                            process.command(),
                            environment.of(process)))
                    .toList();
            return new DevRun(
                            new DevRun.Parts(
                                    infrastructure, inContainers(), application.healthy(), children, names, restart),
                            lines)
                    .run();
        }
    }

    private List<String> inContainers() {
        var services = new ArrayList<>(plan.infrastructure());
        names.ifPresent(_ -> services.add(ProxySettings.SERVICE));
        return services;
    }

    private Lines lines() {
        List<String> sources = Stream.concat(plan.processes().stream().map(LocalProcess::name), inContainers().stream())
                .toList();
        return new Lines(session.console().out(), session.console().screen().colour(), sources);
    }

    /** A run that was killed left its processes behind. */
    private static void leftovers(RunDirectory run, Lines lines) throws InterruptedException {
        if (Leftovers.stop(ProcessTree.MARKER + "=" + run.mark() + "/")) {
            lines.say("processes of a run that was killed were still there; they are stopped now");
        }
    }

    private Infrastructure infrastructure(RunDirectory run, List<String> compose, Lines lines) {
        var found = application.found();
        ObjectNode document = InfrastructureFile.of(
                found.compose(),
                plan.infrastructure(),
                found.environment().values().keySet(),
                InfrastructureFile.manual(application.spec().services()));
        names.ifPresent(local -> document.withObjectProperty("services")
                .set(
                        ProxySettings.SERVICE,
                        new TraefikConfig(local.settings())
                                .service(run.path().resolve("proxy").toString())));
        Path file = run.write("compose.yaml", Documents.json(document));
        run.write(ComposeTool.NO_VARIABLES, "");
        var tool = new ComposeTool(compose, project(), application.root(), file);
        var environment = LocalEnvironment.ofCompose(session.environment(), found);
        var programs = new Programs(session.directory(), environment);
        return new Infrastructure(tool, programs, environment, lines, run.mark(), session.clock());
    }
}
