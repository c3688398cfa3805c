package dev.stagecraft.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All features, grouped, as {@code spec/features.yaml} lists them. */
record FeatureCatalogue(List<Feature.Group> groups) {

    static final String SOURCE = "spec/features.yaml";
    static final String PAGE = "docs/implementation-status.md";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    FeatureCatalogue {
        groups = List.copyOf(groups);
    }

    /** Reads YAML; unknown keys, repeated keys and unknown statuses are refused with the line they are on. */
    static FeatureCatalogue parse(String yaml) throws IOException {
        return YAML.readValue(yaml, FeatureCatalogue.class);
    }

    Stream<Feature> features() {
        return groups.stream().flatMap(group -> group.features().stream());
    }

    /** Writes the status page. The only argument is the root of the repository. */
    public static void main(String[] args) throws IOException {
        var root = Path.of(args[0]);
        var catalogue = parse(Files.readString(root.resolve(SOURCE)));
        Files.writeString(root.resolve(PAGE), StatusPage.render(catalogue));
        System.out.println(PAGE + " written from " + SOURCE);
    }
}
