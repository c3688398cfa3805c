package dev.stagecraft.compose;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes a case the whole way from text to rendered file and notes what comes out at each stage. */
final class GoldenRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String DIGEST = "sha256:" + "ab".repeat(32);

    private final Map<String, String> produced = new TreeMap<>();
    private final JsonNode request;

    private GoldenRun(JsonNode request) {
        this.request = request;
    }

    static Map<String, String> produced(GoldenCase golden) {
        GoldenRun run = new GoldenRun(golden.request());
        ComposeLoader loader = new ComposeLoader(
                golden.sources(), Set.copyOf(run.strings("profiles")), run.variables(Variables.none()));
        switch (loader.load(golden.files())) {
            case ParseResult.Rejected(var problems) -> run.problems(problems);
            case ParseResult.Parsed(ComposeFile file) -> run.choices(file, golden.sources());
        }
        return run.produced;
    }

    private void choices(ComposeFile loaded, ComposeSources sources) {
        switch (choices(request).apply(loaded)) {
            case ParseResult.Rejected(var problems) -> problems(problems);
            case ParseResult.Parsed(ComposeFile file) -> shipped(file, sources);
        }
    }

    private void shipped(ComposeFile chosen, ComposeSources sources) {
        lines(
                "expected.host-access",
                HostAccess.findings(chosen, variables(chosen.localVariables()).values()).stream()
                        .map(each -> each.power().label() + " " + each.problem().describe())
                        .toList());
        switch (Shipper.ship(chosen, sources, variables(chosen.localVariables()), GoldenRun::fingerprint)) {
            case Shipment.Refused(var problems) -> problems(problems);
            case Shipment.Ready(ComposeFile file, var environments, var files) -> {
                lines(
                        "expected.environments",
                        environments.entrySet().stream().map(Object::toString).toList());
                lines(
                        "expected.files",
                        files.stream()
                                .map(each -> "%s/%s %s %s"
                                        .formatted(
                                                each.directory(),
                                                each.name(),
                                                each.executable() ? "x" : "-",
                                                each.content().reveal().strip()))
                                .toList());
                images(file);
            }
        }
    }

    static ServiceChoices choices(JsonNode request) {
        GoldenRun run = new GoldenRun(request);
        return new ServiceChoices(
                Set.copyOf(run.strings("external")),
                run.lists("ports"),
                run.lists("volumes"),
                Set.copyOf(run.strings("claimed")),
                request.path("registry").asText());
    }

    static String fingerprint(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void images(ComposeFile file) {
        lines(
                "expected.local",
                new TreeMap<>(file.localVariables().values())
                        .entrySet().stream().map(Object::toString).toList());
        Variables variables = variables(file.localVariables());
        ImageSelector selector = new ImageSelector(
                request.path("registry").asText(), request.path("version").asText("v1"), variables);
        switch (selector.select(file)) {
            case ImageSelection.Refused(var problems) -> problems(problems);
            case ImageSelection.Selected(var images) -> cut(file, images);
        }
    }

    private Variables variables(Variables local) {
        Map<String, String> values = new TreeMap<>(map("variables"));
        values.putAll(local.values());
        return new Variables(values, Set.copyOf(strings("secrets")));
    }

    private void cut(ComposeFile file, Map<String, ImageReference> images) {
        lines(
                "expected.images",
                images.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
        switch (file.forRole(request.path("role").asText("app"), map("roles"))) {
            case RoleCut.Refused(var problems) -> problems(problems);
            case RoleCut.Cut(ComposeFile cut, var notes) -> {
                lines("expected.notes", notes);
                lines(
                        "expected.services",
                        cut.startOrder().stream()
                                .map(name -> summary(cut.service(name).orElseThrow()))
                                .toList());
                produced.put("expected.yml", render(cut, images));
            }
        }
    }

    private static String render(ComposeFile file, Map<String, ImageReference> images) {
        Map<String, String> pinned = images.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().withDigest(DIGEST).toString()));
        return ComposeRenderer.render(file, new RenderRequest("uid-1", pinned, Map.of(), Map.of()))
                .yaml();
    }

    private static String summary(ServiceDefinition service) {
        String rolling = switch (RollingEligibility.of(service)) {
            case RollingEligibility.StartFirst _ -> "start first";
            case RollingEligibility.StopFirst(String reason) -> reason;
        };
        return "%s: healthcheck=%s replicas=%s grace=%s needs=%s: %s"
                .formatted(
                        service.name(),
                        service.hasHealthcheck(),
                        service.replicas().orElse(-1),
                        service.stopGracePeriod().map(Object::toString).orElse("-"),
                        service.dependencies().stream()
                                .map(d -> d.service() + "/" + d.condition())
                                .toList(),
                        rolling);
    }

    private void problems(List<ComposeProblem> problems) {
        lines("expected.problems", describe(problems));
    }

    private static List<String> describe(List<ComposeProblem> problems) {
        return problems.stream().map(p -> p.code() + " " + p.describe()).toList();
    }

    private void lines(String file, List<String> lines) {
        if (!lines.isEmpty()) {
            produced.put(file, String.join("\n", lines) + "\n");
        }
    }

    private Map<String, String> map(String key) {
        return request.has(key) ? JSON.convertValue(request.get(key), new TypeReference<>() {}) : Map.of();
    }

    private Map<String, List<String>> lists(String key) {
        return request.has(key) ? JSON.convertValue(request.get(key), new TypeReference<>() {}) : Map.of();
    }

    private List<String> strings(String key) {
        return request.path(key).valueStream().map(JsonNode::asText).toList();
    }
}
