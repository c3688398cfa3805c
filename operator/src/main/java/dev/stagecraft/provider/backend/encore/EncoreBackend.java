package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.app.AppAnswer;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.DevCommand;
import dev.stagecraft.provider.app.SecretSync;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Applications written with Encore.ts, built and run by Encore's command line. */
public final class EncoreBackend implements BackendProvider {
    static final String PROGRAM = "encore";

    @Override
    public String id() {
        return "encore-ts";
    }

    @Override
    public List<Violation> check(JsonNode config) {
        return EncoreConfig.read(config).violations();
    }

    /** None: what the image needs it reads from variables when it runs. */
    @Override
    public SortedMap<String, SecretReference> secrets(JsonNode config, String service) {
        return Collections.emptySortedMap();
    }

    @Override
    public AppAnswer describe(AppRequest request) {
        return new EncoreDescription(EncoreConfig.read(request.config()).config(), request).answer();
    }

    @Override
    public Set<String> variables(AppRequest request) {
        return new EncoreDescription(EncoreConfig.read(request.config()).config(), request).variables();
    }

    @Override
    public SortedMap<String, DevCommand> dev(AppRequest request) {
        EncoreConfig config = EncoreConfig.read(request.config()).config();
        var command = new DevCommand(config.app(), List.of(PROGRAM, "run"), environment(config));
        var commands = new TreeMap<String, DevCommand>();
        request.services().forEach(service -> commands.put(service, command));
        return commands;
    }

    @Override
    public List<SecretSync> sync(AppRequest request) {
        EncoreConfig config = EncoreConfig.read(request.config()).config();
        List<String> types = config.secrets().types();
        if (types.isEmpty()) {
            return List.of();
        }
        return new EncoreDescription(config, request)
                .secretNames().stream()
                        .filter(request.variables()::contains)
                        .map(name -> new SecretSync(
                                name,
                                config.app(),
                                OwnDaemon.around(
                                        List.of(PROGRAM, "secret", "set", "--type", String.join(",", types), name))))
                        .toList();
    }

    /** What the command line is told beside what a program always gets. */
    static Map<String, String> environment(EncoreConfig config) {
        return config.telemetry() ? Map.of() : Map.of("DISABLE_ENCORE_TELEMETRY", "1");
    }
}
