package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.ComposeSource;
import dev.stagecraft.compose.ComposeSources;
import dev.stagecraft.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The compose files of a resource, in the order in which they are put over each other.
 *
 * @param path the field that names them
 */
record ComposeFiles(List<String> files, ComposeSources sources, String path) {
    ComposeFiles {
        files = List.copyOf(files);
    }

    /** @param tree the source, where the resource has one and it is read */
    static ComposeFiles of(ComposeSource source, Optional<SourceTree> tree, Reading reading) {
        if (!source.inline().isEmpty()) {
            return new ComposeFiles(List.of(""), ComposeSources.of(Map.of("", source.inline())), "spec.compose.inline");
        }
        var files = new ArrayList<String>();
        if (!source.path().isEmpty()) {
            files.add(source.path());
            files.addAll(source.overrides());
            return new ComposeFiles(
                    files,
                    new TreeSources(tree.orElseThrow(() -> Rejected.at(
                            "InvalidSpec", "spec.compose.path", "there is no spec.source.git that it could be in"))),
                    "spec.compose.path");
        }
        var ref = source.configMapRef();
        if (ref == null) {
            throw Rejected.at("InvalidSpec", "spec.compose", "there is no compose file; set inline or configMapRef");
        }
        var path = "spec.compose.configMapRef";
        var data = reading.configMap(ref.name(), path);
        files.add(ref.key().isEmpty() ? "docker-compose.yml" : ref.key());
        files.addAll(source.overrides());
        for (var key : files) {
            if (!data.containsKey(key)) {
                throw Rejected.at(
                        "ReferenceNotFound",
                        key.equals(files.getFirst()) ? path + ".key" : "spec.compose.overrides",
                        "ConfigMap " + ref.name() + " has no key " + key + "; it has: "
                                + String.join(
                                        ", ", data.keySet().stream().sorted().toList()));
            }
        }
        return new ComposeFiles(files, ComposeSources.of(data), path);
    }
}
