package dev.stagecraft.dotenv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ValueInterpolationTest {
    @ParameterizedTest
    @MethodSource("dev.stagecraft.dotenv.CaseFile#interpolation")
    void variablesStandForWhatTheTableSays(JsonNode row) {
        switch (Interpolation.resolve(layers(row))) {
            case Interpolated.Resolved(var variables) -> {
                var seen = new TreeMap<String, String>();
                var secret = new ArrayList<String>();
                variables.forEach((name, variable) -> {
                    seen.put(name, variable.value());
                    if (variable.secret()) {
                        secret.add(name);
                    }
                });
                assertTrue(row.has("gives"), row::toString);
                assertEquals(CaseFile.values(row.path("gives")), seen, row::toString);
                assertEquals(
                        row.path("secret").valueStream().map(JsonNode::asText).toList(), secret, row::toString);
            }
            case Interpolated.Refused(var faults) ->
                assertEquals(
                        row.path("faults").valueStream().map(JsonNode::asText).toList(),
                        faults.stream()
                                .map(fault -> fault.place() + ":" + fault.line() + " " + fault.message())
                                .toList(),
                        row::toString);
        }
    }

    @Test
    void thePlaceOfAVariableIsThatOfTheDefinitionThatCounts() {
        var variables = assertInstanceOf(
                        Interpolated.Resolved.class,
                        Interpolation.resolve(List.of(
                                Layer.literals("first", false, Map.of("A", "1", "B", "1")),
                                Layer.literals("second", false, Map.of("B", "2")))))
                .variables();

        assertEquals(
                List.of("first", "second"),
                variables.values().stream().map(Interpolated.Variable::place).toList());
    }

    @Test
    void valuesThatDoubleEachOtherAreCutOff() {
        var file = new StringBuilder("A0=x\n");
        for (int i = 1; i < 60; i++) {
            file.append("A%d=${A%d}${A%d}\n".formatted(i, i - 1, i - 1));
        }

        assertTrue(messages(file.toString()).getFirst().contains("longer than"));
    }

    @Test
    void aLongChainIsRefusedFromWhicheverEndItIsRead() {
        assertEquals(List.of(), messages(chain(Interpolation.LONGEST_CHAIN, false)));
        assertEquals(List.of(), messages(chain(Interpolation.LONGEST_CHAIN, true)));
        assertTrue(messages(chain(Interpolation.LONGEST_CHAIN + 1, false))
                .getFirst()
                .contains("hangs on more than"));
        assertTrue(messages(chain(Interpolation.LONGEST_CHAIN + 1, true))
                .getFirst()
                .contains("hangs on more than"));
        assertTrue(messages(chain(20_000, true)).getFirst().contains("hangs on more than"));
    }

    @Test
    void manyDefinitionsOfANameAreNoLongChain() {
        assertEquals(List.of(), messages("A=1\n".repeat(50_000) + "B=$A"));
        assertTrue(messages("A=1\n" + "A=$A\n".repeat(50_000)).getFirst().contains("hangs on more than"));
    }

    @Test
    void noFaultAndNoRenderingShowsAValue() {
        var layers = List.of(
                Layer.literals("s", true, Map.of("B", "hunter2")),
                new Layer("f", false, entries("A=$B$\nC=${D:?need $B}\nE=$F$B\nG=hunter2$G")));

        var faults = Interpolation.resolve(layers);

        assertInstanceOf(Interpolated.Refused.class, faults);
        assertFalse(faults.toString().contains("hunter2"), faults::toString);
        assertFalse(Interpolation.resolve(layers.subList(0, 1)).toString().contains("hunter2"));
    }

    /** {@code n} values before one of their own; by name, either the first or the last hangs on all others. */
    private static String chain(int n, boolean firstHangsOnAll) {
        var file = new StringBuilder("V%05d=end\n".formatted(firstHangsOnAll ? n : 0));
        for (int i = 0; i < n; i++) {
            file.append("V%05d=$V%05d\n".formatted(firstHangsOnAll ? i : i + 1, firstHangsOnAll ? i + 1 : i));
        }
        return file.toString();
    }

    private static List<String> messages(String file) {
        return switch (Interpolation.resolve(List.of(new Layer("f", false, entries(file))))) {
            case Interpolated.Resolved _ -> List.of();
            case Interpolated.Refused(var faults) ->
                faults.stream().map(Interpolated.Fault::message).toList();
        };
    }

    private static List<Layer> layers(JsonNode row) {
        var layers = new ArrayList<Layer>();
        for (JsonNode layer : row.path("layers")) {
            String place = "layer " + layers.size();
            boolean secret = layer.path("secret").asBoolean();
            layers.add(
                    layer.has("file")
                            ? new Layer(
                                    place, secret, entries(layer.path("file").asText()))
                            : Layer.literals(place, secret, CaseFile.values(layer.path("literals"))));
        }
        return layers;
    }

    private static List<DotenvEntry> entries(String file) {
        return assertInstanceOf(Dotenv.Entries.class, Dotenv.parse(file)).entries();
    }
}
