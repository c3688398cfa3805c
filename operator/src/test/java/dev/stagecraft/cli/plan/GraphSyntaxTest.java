package dev.stagecraft.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.plan.PlanView.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Graphs keep to the grammars of DOT and Mermaid, whatever steps are called. */
class GraphSyntaxTest {
    private static final String WICKED = "a \"b\\\" ];}--> <br> #quot; \u00e4 ; end\nsubgraph {";

    private static PlanView plan(String words) {
        var first = step("first/" + words, words, List.of());
        var second = step("second", words, List.of(first.id(), "not-shown"));
        return new PlanView(
                new PlanView.Subject("ns", words, "shop", "prod", "v1"),
                "nothing",
                PlanView.CHANGES,
                "sha256:1",
                new PlanView.Counts(0, 0, 0),
                "Safe",
                true,
                List.of(),
                List.of(first, second),
                List.of(),
                List.of(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                null);
    }

    private static StepView step(String id, String words, List<String> after) {
        return new StepView(id, "infra", "CreateHost", words, words, after, "Destructive", words);
    }

    @Test
    void dotIsOneGraphWhoseEdgesJoinNodesThatAreThere() {
        var graph = Dot.parse(PlanGraph.dot(List.of(plan("plain"), plan(WICKED))));

        assertEquals(new TreeSet<>(List.of("p0s0", "p0s1", "p1s0", "p1s1")), new TreeSet<>(graph.nodes));
        assertEquals(List.of("p0s0->p0s1", "p1s0->p1s1"), graph.edges);
        assertTrue(graph.labels.contains("first/" + WICKED + "\n" + WICKED), graph.labels::toString);
    }

    @Test
    void theParserOfThisTestRefusesWhatDotRefuses() {
        assertThrows(AssertionError.class, () -> Dot.parse("digraph plan { a [label=\"b\"; }\n"));
        assertThrows(AssertionError.class, () -> Dot.parse("digraph plan { a [label=\"b]; }\n"));
        assertThrows(AssertionError.class, () -> Dot.parse("digraph plan { a -> ; }\n"));
        assertThrows(AssertionError.class, () -> Dot.parse("digraph plan { a; "));
    }

    @Test
    void everyLineOfMermaidIsOneThatItKnows() {
        var text = "[A-Za-z0-9 \\-_./:,()@+=#;\\p{L}<>]*";
        var known = Pattern.compile("flowchart TD| *subgraph p\\d+(g\\d+)?\\[\"" + text + "\"]| *end"
                + "| *p\\d+s\\d+\\[\"" + text + "\"](:::[A-Z][a-z]+)?| *p\\d+s\\d+ --> p\\d+s\\d+| *classDef .*");

        var lines = PlanGraph.mermaid(List.of(plan(WICKED))).lines().toList();

        assertEquals(
                List.of(),
                lines.stream().filter(line -> !known.matcher(line).matches()).toList());
        assertEquals(
                2, lines.stream().filter(line -> line.contains("subgraph p")).count());
        assertTrue(lines.stream().noneMatch(line -> line.matches(".*<(?!br/>).*")), lines::toString);
        assertTrue(lines.contains("  p0s0 --> p0s1"), lines::toString);
    }

    /** The part of the DOT language that a plan may use: graphs, subgraphs, attributes, nodes, edges. */
    private static final class Dot {
        private static final Pattern TOKEN = Pattern.compile(
                "\\G\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|->|[{}\\[\\];=,]|[A-Za-z_][A-Za-z0-9_]*|[0-9.]+)\\s*");

        private final List<String> tokens = new ArrayList<>();
        private final List<String> nodes = new ArrayList<>();
        private final List<String> edges = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private int at;

        static Dot parse(String text) {
            var dot = new Dot();
            var matcher = TOKEN.matcher(text);
            int end = 0;
            while (matcher.find()) {
                dot.tokens.add(matcher.group(1));
                end = matcher.end();
            }
            assertEquals(text.length(), end, () -> "not a token: " + text);
            dot.expect("digraph");
            dot.id();
            dot.block();
            assertEquals(dot.tokens.size(), dot.at, "after the graph");
            dot.edges.forEach(edge -> List.of(edge.split("->"))
                    .forEach(node -> assertTrue(dot.nodes.contains(node), () -> "no node " + node)));
            return dot;
        }

        private String peek() {
            return at < tokens.size() ? tokens.get(at) : "";
        }

        private void expect(String token) {
            assertEquals(token, peek(), () -> "at token " + at);
            at++;
        }

        private String id() {
            var token = peek();
            assertTrue(token.matches("(?s)\".*\"|[A-Za-z_]\\w*|[0-9.]+"), () -> "no id: " + token);
            at++;
            return token;
        }

        private void block() {
            expect("{");
            while (!peek().equals("}")) {
                statement();
                if (peek().equals(";")) {
                    at++;
                }
            }
            expect("}");
        }

        private void statement() {
            if (peek().equals("subgraph")) {
                at++;
                assertTrue(id().startsWith("cluster_"), "a subgraph is drawn as a box");
                block();
                return;
            }
            var name = id();
            if (peek().equals("=")) {
                at++;
                id();
            } else if (peek().equals("->")) {
                at++;
                edges.add(name + "->" + id());
            } else {
                if (!name.equals("node")) {
                    nodes.add(name);
                }
                attributes();
            }
        }

        private void attributes() {
            if (!peek().equals("[")) {
                return;
            }
            at++;
            while (!peek().equals("]")) {
                var name = id();
                expect("=");
                var value = id();
                if (name.equals("label")) {
                    labels.add(value.substring(1, value.length() - 1)
                            .replace("\\n", "\n")
                            .replace("\\\"", "\"")
                            .replace("\\\\", "\\"));
                }
                if (peek().equals(",")) {
                    at++;
                }
            }
            expect("]");
        }
    }
}
