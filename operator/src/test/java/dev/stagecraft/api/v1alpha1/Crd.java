package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The files of {@code crds/}, and the Java type of each. */
enum Crd {
    STAGECRAFT("stagecrafts.stagecraft.dev.yaml", StagecraftSpec.class, StagecraftStatus.class),
    RELEASE("stagecraftreleases.stagecraft.dev.yaml", ReleaseSpec.class, ReleaseStatus.class);

    static final Path ROOT = Path.of(System.getProperty("stagecraft.root", ".."))
            .toAbsolutePath()
            .normalize();

    private final String file;
    private final Class<?> spec;
    private final Class<?> status;

    Crd(String file, Class<?> spec, Class<?> status) {
        this.file = file;
        this.spec = spec;
        this.status = status;
    }

    Path path() {
        return ROOT.resolve("crds").resolve(file);
    }

    Class<?> spec() {
        return spec;
    }

    Class<?> status() {
        return status;
    }

    /** The schema of the whole resource. */
    JsonNode schema() {
        return yaml(path()).at("/spec/versions/0/schema/openAPIV3Schema");
    }

    static JsonNode yaml(Path path) {
        try {
            return new YAMLMapper().readTree(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
