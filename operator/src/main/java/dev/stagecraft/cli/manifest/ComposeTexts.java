package dev.stagecraft.cli.manifest;

import dev.stagecraft.api.v1alpha1.ComposeSource;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.References;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The texts of the compose files of a resource, as far as they are at hand. */
final class ComposeTexts {
    private ComposeTexts() {}

    /** @param known what is at hand, and nothing that is taken as given */
    static List<String> of(StagecraftSpec spec, References known, String namespace, Optional<SourceTree> tree) {
        var compose = spec.compose();
        if (compose == null) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        texts.add(compose.inline());
        var ref = compose.configMapRef();
        if (ref != null) {
            known.configMap(namespace, ref.name()).ifPresent(data -> texts.addAll(data.values()));
        }
        paths(compose)
                .flatMap(path -> tree.flatMap(files -> files.file(path)).flatMap(SourceFile::text).stream())
                .forEach(texts::add);
        return texts;
    }

    private static Stream<String> paths(ComposeSource compose) {
        return compose.path().isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of(compose.path()), compose.overrides().stream());
    }
}
