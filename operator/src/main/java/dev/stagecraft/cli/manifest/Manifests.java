package dev.stagecraft.cli.manifest;

import java.nio.file.Path;
import java.util.List;

/**
 * All documents of one invocation.
 *
 * @param place the directory that the first of them lies in
 */
public record Manifests(List<Manifest> all, Path place) {
    public Manifests {
        all = List.copyOf(all);
    }

    /** Those of this project. */
    public List<Manifest> ours() {
        return all.stream().filter(Manifest::isOurs).toList();
    }

    /** Those that can be planned. */
    public List<Manifest> stagecrafts() {
        return all.stream().filter(Manifest::isStagecraft).toList();
    }
}
