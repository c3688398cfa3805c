package dev.stagecraft.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A case as it goes to a host, all roles together.
 *
 * @param override the second file, with the environments of {@code env_file}
 * @param given the variables of the request
 * @param values those and the ones that the case brings itself
 */
record GoldenRendering(
        String yaml, String override, List<ShippedFile> files, Map<String, String> given, Map<String, String> values) {
    static GoldenRendering of(GoldenCase golden) {
        var given = new TreeMap<String, String>();
        golden.request()
                .path("variables")
                .propertyStream()
                .forEach(entry -> given.put(entry.getKey(), entry.getValue().asText()));
        var profiles = golden.request()
                .path("profiles")
                .valueStream()
                .map(each -> each.asText())
                .collect(Collectors.toSet());
        var loaded = parsed(
                new ComposeLoader(golden.sources(), profiles, new Variables(given, Set.of())).load(golden.files()));
        var chosen = parsed(GoldenRun.choices(golden.request()).apply(loaded));
        var values = new TreeMap<>(given);
        values.putAll(loaded.localVariables().values());
        var shipment = Shipper.ship(chosen, golden.sources(), new Variables(values, Set.of()), GoldenRun::fingerprint);
        if (!(shipment instanceof Shipment.Ready ready)) {
            throw new AssertionError(shipment.toString());
        }
        var images = ready.file().services().stream()
                .collect(Collectors.toMap(ServiceDefinition::name, service -> "example.com/i@" + GoldenRun.DIGEST));
        var environments = new TreeMap<String, Map<String, String>>();
        images.keySet()
                .forEach(service ->
                        environments.put(service, ready.environments().getOrDefault(service, Map.of())));
        return new GoldenRendering(
                ComposeRenderer.render(ready.file(), new RenderRequest("uid-1", images, Map.of(), Map.of()))
                        .yaml(),
                EnvironmentOverride.render(environments),
                ready.files(),
                given,
                values);
    }

    private static ComposeFile parsed(ParseResult result) {
        return switch (result) {
            case ParseResult.Parsed(ComposeFile file) -> file;
            case ParseResult.Rejected(var problems) -> throw new AssertionError(problems.toString());
        };
    }
}
