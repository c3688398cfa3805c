package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid: \"${A-{x}zzz}\"",
                "command: [\"${A:-{}\"]",
                "environment: {LOG: '${LOG:-{\"a\": 1}}'}",
                "labels: [\"a=${A-b$${c}\"]",
            })
    void aBraceInsideOfAVariableIsNeverReadTwoWays(String key) {
        var problem = Documents.rejected("services: {web: {image: i, " + key + "}}");

        assertEquals(ComposeProblem.Code.INVALID, problem.code());
        assertTrue(problem.message().contains("There is a '{' inside of a variable's braces"), problem.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "volumes: [\"${A-${B-}/etc:/host}\"]",
                "volumes: [{type: bind, source: \"${A:-$B}\", target: /t}]",
                "volumes: [\"${A:-$$x}:/t\"]",
                "privileged: \"${A:-${B}}\"",
                "network_mode: \"${A-${B:+host}}\"",
                "security_opt: [\"${A-${B}}\"]",
                "deploy: {resources: {reservations: {devices: [{driver: \"${A-$B}\"}]}}}",
                "post_start: [{command: [x], privileged: \"${A-$B}\"}]",
                "logging: {options: {address: \"${A-$B}\"}}",
            })
    void aVariableInsideOfOneIsRefusedWhereItGivesPower(String key) {
        var problem = Documents.rejected("services: {web: {image: i, " + key + "}}");

        assertEquals(ComposeProblem.Code.INVALID, problem.code());
        assertTrue(problem.path().startsWith("services.web."), problem.path());
        assertTrue(problem.message().contains("There is a '$' inside of a variable's braces"), problem.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "networks: {n: {name: \"${A-${B}}\"}}",
                "volumes: {v: {driver_opts: {device: \"${A-${B}}\"}}}",
                "secrets: {s: {file: \"${A-${B}}\"}}",
                "configs: {c: {file: \"${A-${B}}\"}}",
            })
    void theSameInTheOtherSections(String section) {
        var problem = Documents.rejected("services: {web: {image: i}}\n" + section);

        assertTrue(problem.message().contains("There is a '$' inside of a variable's braces"), problem.message());
    }

    @Test
    void elsewhereVariablesMayStandInsideOfEachOther() {
        Documents.parsed("""
                services:
                  web:
                    image: "i:${A:-${B:-1}}"
                    command: "${A-${B}}"
                    environment: {A: "${A-$$x}", B: "${A:-b}{${B}}"}
                    ports: ["${A:-${B:-80}}:80"]
                    volumes: ["${A:-/srv}/${B}:/t"]
                    post_start: [{command: ["${A-$B}"]}]
                networks: {n: {labels: {a: "${A-$B}"}}}
                configs: {c: {content: "${A-$B}"}}
                """);
    }

    @Test
    void aLetterThatIsAlmostOneOfANameIsNotReadTwoWays() {
        for (String letter : List.of("\u0130", "\u0131", "\u017F", "\u212A")) {
            var problem =
                    Documents.rejected("services: {web: {image: i, volumes: [\"$A" + letter + "/../../etc:/host\"]}}");

            assertTrue(problem.message().contains("write ${A}"), problem.message());
        }
    }

    @Test
    void whatTheResourceChoosesIsCheckedAsWell() {
        var choices =
                new ServiceChoices(Set.of(), Map.of(), Map.of("web", List.of("${A-${B-}/etc:/host}")), Set.of(), "");

        var result = choices.apply(Documents.parsed("services: {web: {image: i}}"));

        var problems = assertInstanceOf(ParseResult.Rejected.class, result).problems();
        assertEquals("services.web.volumes[0]", problems.getFirst().path());
    }
}
