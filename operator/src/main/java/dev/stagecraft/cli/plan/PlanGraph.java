package dev.stagecraft.cli.plan;

import dev.stagecraft.cli.plan.PlanView.StepView;
import dev.stagecraft.plan.Risk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans as graphs: a node a step, an edge for what it waits for. */
final class PlanGraph {
    private PlanGraph() {}

    /** A graph of Mermaid, which Markdown viewers show. */
    static String mermaid(List<PlanView> plans) {
        var out = new StringBuilder("flowchart TD\n");
        for (int p = 0; p < plans.size(); p++) {
            var plan = plans.get(p);
            var ids = ids(plan, p);
            out.append("  subgraph p")
                    .append(p)
                    .append("[\"")
                    .append(entities(title(plan)))
                    .append("\"]\n");
            int group = 0;
            for (var phase : phases(plan).entrySet()) {
                out.append("    subgraph p%dg%d[\"%s\"]%n".formatted(p, group++, entities(phase.getKey())));
                phase.getValue()
                        .forEach(step -> out.append("      %s[\"%s<br/>%s\"]%s%n"
                                .formatted(
                                        ids.get(step.id()),
                                        entities(step.id()),
                                        entities(step.description()),
                                        step.risk().equals(Risk.SAFE.label()) ? "" : ":::" + step.risk())));
                out.append("    end\n");
            }
            out.append("  end\n");
            edges(plan, ids, "  %s --> %s%n", out);
        }
        return out.append("  classDef Disruptive stroke:#b58900,stroke-width:2px\n")
                .append("  classDef Destructive stroke:#dc322f,stroke-width:3px\n")
                .toString();
    }

    /** A graph of Graphviz. */
    static String dot(List<PlanView> plans) {
        var out = new StringBuilder("digraph plan {\n  rankdir=TB;\n  node [shape=box];\n");
        for (int p = 0; p < plans.size(); p++) {
            var plan = plans.get(p);
            var ids = ids(plan, p);
            out.append("  subgraph cluster_p%d {%n    label=%s;%n".formatted(p, quoted(title(plan))));
            int group = 0;
            for (var phase : phases(plan).entrySet()) {
                out.append("    subgraph cluster_p%dg%d {%n      label=%s;%n"
                        .formatted(p, group++, quoted(phase.getKey())));
                phase.getValue()
                        .forEach(step -> out.append("      %s [label=%s%s];%n"
                                .formatted(
                                        ids.get(step.id()),
                                        quoted(step.id() + "\n" + step.description()),
                                        colour(step.risk()))));
                out.append("    }\n");
            }
            out.append("  }\n");
            edges(plan, ids, "  %s -> %s;%n", out);
        }
        return out.append("}\n").toString();
    }

    /** Names that need no quoting, whatever the steps are called. */
    private static Map<String, String> ids(PlanView plan, int number) {
        var ids = new TreeMap<String, String>();
        for (int i = 0; i < plan.steps().size(); i++) {
            ids.put(plan.steps().get(i).id(), "p" + number + "s" + i);
        }
        return ids;
    }

    private static Map<String, List<StepView>> phases(PlanView plan) {
        return plan.steps().stream()
                .collect(Collectors.groupingBy(StepView::phase, LinkedHashMap::new, Collectors.toList()));
    }

    private static void edges(PlanView plan, Map<String, String> ids, String format, StringBuilder out) {
        for (var step : plan.steps()) {
            step.dependsOn().stream()
                    .filter(ids::containsKey)
                    .forEach(needed -> out.append(format.formatted(ids.get(needed), ids.get(step.id()))));
        }
    }

    private static String title(PlanView plan) {
        return plan.resource().namespace() + "/" + plan.resource().name() + " "
                + plan.resource().version();
    }

    private static String colour(String risk) {
        if (risk.equals(Risk.DESTRUCTIVE.label())) {
            return ", color=red, penwidth=2";
        }
        return risk.equals(Risk.DISRUPTIVE.label()) ? ", color=orange" : "";
    }

    /** Everything that could mean something to Mermaid as a number, which it can not. */
    private static String entities(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean plain = Character.isLetterOrDigit(c) || " -_./:,()@+=".indexOf(c) >= 0;
            out.append(plain ? Character.toString(c) : "#" + c + ";");
        });
        return out.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
