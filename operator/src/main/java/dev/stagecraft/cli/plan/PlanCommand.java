package dev.stagecraft.cli.plan;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the operator would do, and does nothing. */
@Command(
        name = "plan",
        description = {
            "Shows what would be done, and does nothing.",
            "",
            "From files alone it is what would be created from nothing. With NAME, or --live, it is what the"
                    + " operator would do with what the cluster has now.",
            "",
            "Ends with 0 where there is nothing to do, 2 where there are changes, 1 where something is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft plan -f shop.yaml                  what would be created from nothing",
            "  stagecraft plan --env prod                    the same, of what stagecraft init wrote",
            "  stagecraft plan shop -n shop --diff           what the operator would do now, and what changes",
            "  stagecraft plan -f shop.yaml --live -n shop   what applying the file would do",
            "  stagecraft plan shop -o mermaid               the steps as a graph"
        })
public final class PlanCommand implements Callable<Integer> {
    private static final Set<String> FORMATS = Set.of("json", "yaml", "mermaid", "dot");

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The resource; the only one where it is left out.")
    @Nullable
    String name;

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

    @Option(names = "--live", description = "Plan against what the cluster has, also what stands in files.")
    boolean live;

    @Option(names = "--diff", description = "Show what changes since the current release, beside the plan.")
    boolean diff;

    @Option(
            names = "--services",
            paramLabel = "NAME",
            split = ",",
            description = "Show only the steps that concern these services, and what they wait for.")
    List<String> services = new ArrayList<>();

    public PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(FORMATS);
        var wanted = services.stream()
                .filter(service -> !service.isBlank())
                .sorted()
                .distinct()
                .toList();
        var terms = new PlanViews.Terms(wanted, diff);
        var plans = new PlanSubjects(session, source)
                .of(files, name, live).stream()
                        .map(subject -> subject.view(terms))
                        .sorted(Comparator.comparing(
                                        (PlanView plan) -> plan.resource().namespace())
                                .thenComparing(plan -> plan.resource().name()))
                        .toList();
        write(format.orElse("text"), plans);
        return code(plans);
    }

    private void write(String format, List<PlanView> plans) {
        var console = session.console();
        switch (format) {
            case "json", "yaml" -> console.print(Documents.write(Map.of("plans", plans), format));
            case "mermaid" -> graph(plans, PlanGraph.mermaid(plans));
            case "dot" -> graph(plans, PlanGraph.dot(plans));
            default -> {
                var text = new PlanText(console);
                for (int i = 0; i < plans.size(); i++) {
                    if (i > 0) {
                        console.line();
                    }
                    text.print(plans.get(i));
                }
            }
        }
    }

    /** A graph has no room for what keeps a plan from being made, or from being run. */
    private void graph(List<PlanView> plans, String text) {
        plans.stream()
                .filter(plan -> plan.planId().isEmpty())
                .flatMap(plan -> plan.refusals().stream())
                .findFirst()
                .ifPresent(why -> {
                    throw CommandFailure.of("Nothing can be planned: " + PlanText.refused(why));
                });
        plans.stream()
                .flatMap(plan -> plan.refusals().stream())
                .forEach(why -> session.console().warn("refused: " + PlanText.refused(why)));
        session.console().print(text);
    }

    private static int code(List<PlanView> plans) {
        if (plans.stream().anyMatch(plan -> plan.result().equals(PlanView.REFUSED))) {
            return ExitCode.FAILED;
        }
        return plans.stream().allMatch(plan -> plan.result().equals(PlanView.NOTHING)) ? ExitCode.OK : ExitCode.CHANGES;
    }
}
