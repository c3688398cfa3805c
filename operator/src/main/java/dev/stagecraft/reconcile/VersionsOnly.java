package dev.stagecraft.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An informer's store that keeps of each object its name and version only, so that no tenant's values stay in memory. */
final class VersionsOnly<T extends HasMetadata> implements ItemStore<T> {
    private final Class<T> type;
    private final Map<String, T> items = new ConcurrentHashMap<>();

    VersionsOnly(Class<T> type) {
        this.type = type;
    }

    @Override
    public String getKey(T item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    @Override
    public @Nullable T put(String key, T item) {
        return items.put(key, bare(item));
    }

    @Override
    public @Nullable T remove(String key) {
        return items.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public @Nullable T get(String key) {
        return items.get(key);
    }

    @Override
    public boolean isFullState() {
        return false;
    }

    private T bare(T item) {
        var meta = new ObjectMetaBuilder()
                .withName(item.getMetadata().getName())
                .withNamespace(item.getMetadata().getNamespace())
                .withUid(item.getMetadata().getUid())
                .withResourceVersion(item.getMetadata().getResourceVersion())
                .build();
        return type.cast(
                switch (item) {
                    case Secret secret -> {
                        var bare = new Secret();
                        bare.setMetadata(meta);
                        yield bare;
                    }
                    case ConfigMap map -> {
                        var bare = new ConfigMap();
                        bare.setMetadata(meta);
                        yield bare;
                    }
                    default -> throw new IllegalStateException("not watched: " + item.getKind());
                });
    }
}
