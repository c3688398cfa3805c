package dev.stagecraft.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.Resources;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Resources that are held in memory, and a session over them, for tests that need no API server. */
public final class HeldResources implements Resources {
    private final List<Stagecraft> held;

    /** What each call of {@link #annotate} asked for. */
    public final List<Map<String, @Nullable String>> annotated = new ArrayList<>();

    /** Why nothing can be annotated. */
    public Optional<RuntimeException> refusing = Optional.empty();

    public HeldResources(Stagecraft... held) {
        this.held = Arrays.asList(held);
    }

    /** @param environment of the process, which gives the options as well */
    public Session session(Path directory, Map<String, String> environment) {
        var world = (World) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {World.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "resources" -> this;
                        case "contextNamespace" -> "prod";
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
        var variables = new HashMap<>(environment);
        variables.put("HOME", directory.toString());
        var console = new Console(System.out, System.err, Screen.none());
        return new Session(
                new Session.Surroundings(directory, variables, System.in, console, Clock.systemUTC()),
                settings -> world);
    }

    @Override
    public Optional<Stagecraft> find(String namespace, String name) {
        return list(namespace).stream()
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst();
    }

    @Override
    public List<Stagecraft> list(String namespace) {
        return held.stream()
                .filter(resource -> resource.getMetadata().getNamespace().equals(namespace))
                .toList();
    }

    @Override
    public List<Stagecraft> listAll() {
        return held;
    }

    @Override
    public Stagecraft annotate(
            String namespace, String name, Map<String, @Nullable String> annotations, boolean dryRun) {
        refusing.ifPresent(why -> {
            throw why;
        });
        annotated.add(annotations);
        return find(namespace, name).orElseThrow();
    }

    @Override
    public Stagecraft mergeSpec(String namespace, String name, JsonNode spec, boolean dryRun) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JsonNode apply(String namespace, JsonNode manifest, boolean dryRun) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(String namespace, String name, boolean dryRun) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Watching watch(String namespace, String name, Consumer<Optional<Stagecraft>> changed) {
        throw new UnsupportedOperationException();
    }
}
