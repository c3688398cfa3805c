package dev.stagecraft.api.v1alpha1;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of {@code operator/src/test/resources/crd}: a resource, or two that follow each other as versions of one.
 *
 * @param expected what the API server must say to the last of them; empty where it must accept all
 */
record CorpusCase(String file, List<GenericKubernetesResource> versions, Optional<String> expected) {
    private static final Path DIRECTORY = Crd.ROOT.resolve("operator/src/test/resources/crd");
    private static final Pattern NAME = Pattern.compile("(valid|invalid)-([a-z0-9-]+)\\.yaml");
    private static final String EXPECT = "# expect: ";

    static List<CorpusCase> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(CorpusCase::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CorpusCase read(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new AssertionError(file + " is neither valid-*.yaml nor invalid-*.yaml; rename or remove it.");
        }
        try {
            String text = Files.readString(file);
            var expected = text.lines()
                    .filter(line -> line.startsWith(EXPECT))
                    .map(line -> line.substring(EXPECT.length()))
                    .findFirst();
            if (expected.isPresent() == name.group(1).equals("valid")) {
                throw new AssertionError(
                        file + ": an invalid file, and no other, says with '" + EXPECT + "' what it must provoke.");
            }
            return new CorpusCase(name.group(), versions(text, name.group(2)), expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<GenericKubernetesResource> versions(String text, String name) {
        var versions = Stream.of(text.split("(?m)^---$"))
                .map(yaml -> Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .toList();
        for (var version : versions) {
            if (!version.getMetadata().getName().startsWith(name)) {
                throw new AssertionError("The resource in the file of " + name + " must have a name that begins so.");
            }
        }
        return versions;
    }

    @Override
    public String toString() {
        return file;
    }
}
