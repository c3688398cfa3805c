package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShipperTest {
    private static final Map<String, String> FILES = Map.of("conf/f", "content", "releases/r", "mine");

    private static Shipment shipped(String services, Map<String, String> variables) {
        var sources = ComposeSources.of(FILES);
        var file = Documents.parsed(services);
        return Shipper.ship(file, sources, new Variables(variables, Set.of()), GoldenRun::fingerprint);
    }

    private static List<Mount> mounts(String services, Map<String, String> variables) {
        var ready = assertInstanceOf(Shipment.Ready.class, shipped(services, variables));
        return ready.file().services().stream()
                .flatMap(service -> service.mounts().stream())
                .toList();
    }

    @Test
    void theTypeOfAMountCountsWithItsVariablesReplaced() {
        var source = mounts(
                        "services: {a: {image: i, volumes: [{type: \"${T:-bind}\", source: \"${S:-releases}\", target: /x}]}}",
                        Map.of())
                .getFirst()
                .source();

        assertTrue(source.matches("\\./files/[0-9a-f]{12}"), source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"${WHOLE}\"",
                "\"${UP}\"",
                "{type: bind, source: \"\", target: /x}",
                "{type: bind, target: /x}",
                "{type: \"${NEW}\", source: releases, target: /x}",
            })
    void nothingThatComposeWouldTakeForAPathOfTheProjectIsMounted(String volume) {
        var shipment = shipped(
                "services: {a: {image: i, volumes: [" + volume + "]}}",
                Map.of("WHOLE", "./releases:/x", "UP", "./files/../releases:/x", "NEW", "new"));

        var problem =
                assertInstanceOf(Shipment.Refused.class, shipment).problems().getFirst();
        assertEquals("services.a.volumes", problem.path());
    }

    @Test
    void theFilesOfAnImageAreNoneOfTheHost() {
        assertEquals(
                Mount.Kind.ELSEWHERE,
                mounts("services: {a: {image: i, volumes: [{type: image, source: other, target: /x}]}}", Map.of())
                        .getFirst()
                        .kind());
    }

    @Test
    void aFileHasADirectoryOfItsOwnWhereNoOtherContainerCanPutALink() {
        var sources = mounts(
                        "services: {a: {image: i, volumes: ['./conf:/c']}, b: {image: i, volumes: ['./conf/f:/f']}}",
                        Map.of())
                .stream()
                .map(mount -> mount.source().split("/")[2])
                .toList();

        assertNotEquals(sources.getFirst(), sources.getLast());
    }

    @Test
    void aBracketHidesNoSource() {
        var findings = HostAccess.findings(
                Documents.parsed("services: {a: {image: i, volumes: ['/[/../etc:/host']}}"), Map.of());

        assertEquals(
                List.of("The mount of '/[/../etc' opens a path of the host."),
                findings.stream().map(each -> each.problem().message()).toList());
    }

    @Test
    void theContentOfASecretIsNotInTheFileThatIsRendered() {
        var ready = assertInstanceOf(
                Shipment.Ready.class,
                shipped("services: {a: {image: i, secrets: [s]}}\nsecrets: {s: {content: c4nary-content}}", Map.of()));

        assertEquals("c4nary-content", ready.files().getFirst().content().reveal());
        assertTrue(ready.files().getFirst().secret());
        assertTrue(
                !ready.file().tree().toString().contains("c4nary"), ready.file().tree()::toString);
    }

    @Test
    void theSchemeOfALogIsReadWithoutItsCase() {
        var findings = HostAccess.findings(
                Documents.parsed(
                        "services: {a: {image: i, logging: {driver: fluentd, options: {fluentd-address: 'UNIX:///x'}}}}"),
                Map.of());

        assertEquals(
                List.of(HostPower.HOST_PATHS),
                findings.stream().map(HostAccess.Finding::power).toList());
    }

    @Test
    void aSecretNeedsAPath() {
        var shipment = shipped(
                "services: {a: {image: i, secrets: [s]}}\nsecrets: {s: {file: \"${EMPTY}\"}}", Map.of("EMPTY", ""));

        assertEquals(
                "secrets.s.file",
                assertInstanceOf(Shipment.Refused.class, shipment)
                        .problems()
                        .getFirst()
                        .path());
    }
}
