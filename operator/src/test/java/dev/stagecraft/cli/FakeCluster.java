package dev.stagecraft.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.World;
import dev.stagecraft.cluster.Resources;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One resource in memory, which becomes what a test says while a command watches it. For one thread. */
public final class FakeCluster implements Resources {
    private final Map<String, Object> ports = new TreeMap<>();
    private final Deque<Optional<Stagecraft>> later = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<Stagecraft> now;
    private Optional<Stagecraft> another = Optional.empty();
    private @Nullable RuntimeException undeletable;
    private @Nullable RuntimeException unwatchable;

    private FakeCluster(Stagecraft resource) {
        now = Optional.of(resource);
        ports.put("resources", this);
        ports.put("contextNamespace", "prod");
        ports.put("close", "");
    }

    /** @param spec and {@code status} in YAML's flow style */
    public static FakeCluster of(String spec, String status) {
        return new FakeCluster(resource("one", spec, status));
    }

    /** The resource {@code shop}, to be used with {@link #then}. */
    public static Stagecraft resource(String uid, String spec, String status) {
        return Serialization.unmarshal("""
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop, namespace: prod, uid: %s, generation: 1}
                spec: %s
                status: %s
                """.formatted(uid, spec, status), Stagecraft.class);
    }

    /** With an annotation. */
    public FakeCluster annotated(String annotation, String value) {
        now.orElseThrow().getMetadata().setAnnotations(Map.of(annotation, value));
        return this;
    }

    /** What a watch tells next, after what was there. */
    public FakeCluster then(Stagecraft resource) {
        later.add(Optional.of(resource));
        return this;
    }

    /** What is found from the second look on. */
    public FakeCluster found(Stagecraft another) {
        this.another = Optional.of(another);
        return this;
    }

    /** The end of it, seen by a watch. */
    public FakeCluster thenGone() {
        later.add(Optional.empty());
        return this;
    }

    /** It is gone as soon as it is deleted, before anybody can watch it. */
    public FakeCluster goneAtOnce() {
        ports.put("atOnce", true);
        return this;
    }

    /** The deletion fails, unless it is a dry run. */
    public FakeCluster undeletable(RuntimeException why) {
        undeletable = why;
        return this;
    }

    /** It cannot be watched. */
    public FakeCluster unwatchable(RuntimeException why) {
        unwatchable = why;
        return this;
    }

    /** Another port, by the name of its method in {@link World}. */
    public FakeCluster port(String method, Object port) {
        ports.put(method, port);
        return this;
    }

    /** What was changed, or tried. */
    public List<String> calls() {
        return calls;
    }

    /** It as the ports of a session; a port that was not given fails. */
    public World world() {
        return (World) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {World.class}, (_, method, _) -> {
                    var port = ports.get(method.getName());
                    if (port == null) {
                        throw new UnsupportedOperationException("no port " + method.getName() + " here");
                    }
                    return method.getReturnType() == void.class ? null : port;
                });
    }

    @Override
    public Optional<Stagecraft> find(String namespace, String name) {
        var found = now.filter(there -> there.getMetadata().getName().equals(name));
        now = another.or(() -> now);
        return found;
    }

    @Override
    public List<Stagecraft> list(String namespace) {
        return now.stream().toList();
    }

    @Override
    public List<Stagecraft> listAll() {
        return now.stream().toList();
    }

    @Override
    public Stagecraft mergeSpec(String namespace, String name, JsonNode spec, boolean dryRun) {
        calls.add("merge " + spec + (dryRun ? " (dry run)" : ""));
        var json = new ObjectMapper();
        ObjectNode tree = json.valueToTree(now.orElseThrow());
        tree.withObject("/spec").setAll((ObjectNode) spec);
        var merged = json.convertValue(tree, Stagecraft.class);
        if (!dryRun) {
            now = Optional.of(merged);
        }
        return merged;
    }

    @Override
    public Stagecraft annotate(
            String namespace, String name, Map<String, @Nullable String> annotations, boolean dryRun) {
        calls.add("annotate " + annotations.keySet() + (dryRun ? " (dry run)" : ""));
        if (!dryRun) {
            var all = new TreeMap<>(annotations(now.orElseThrow()));
            annotations.forEach((key, value) -> {
                all.remove(key);
                if (value != null) {
                    all.put(key, value);
                }
            });
            now.orElseThrow().getMetadata().setAnnotations(all);
        }
        return now.orElseThrow();
    }

    /** What comes later carries what was asked for, unless the test says otherwise. */
    private Stagecraft asked(Stagecraft next) {
        if (annotations(next).isEmpty()) {
            now.ifPresent(found -> next.getMetadata().setAnnotations(annotations(found)));
        }
        return next;
    }

    private static Map<String, String> annotations(Stagecraft resource) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations()).orElse(Map.of());
    }

    @Override
    public JsonNode apply(String namespace, JsonNode manifest, boolean dryRun) {
        throw new UnsupportedOperationException("nothing is applied here");
    }

    @Override
    public boolean delete(String namespace, String name, boolean dryRun) {
        calls.add("delete" + (dryRun ? " (dry run)" : ""));
        if (!dryRun && undeletable != null) {
            throw undeletable;
        }
        if (!dryRun && ports.containsKey("atOnce")) {
            now = Optional.empty();
        }
        return true;
    }

    @Override
    public Watching watch(String namespace, String name, Consumer<Optional<Stagecraft>> changed) {
        if (unwatchable != null) {
            throw unwatchable;
        }
        now.ifPresent(found -> changed.accept(now));
        later.forEach(next -> changed.accept(next.map(this::asked)));
        return () -> {};
    }
}
