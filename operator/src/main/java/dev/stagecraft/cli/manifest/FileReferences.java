package dev.stagecraft.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cluster.References;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.SourceFile;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The Secrets, ConfigMaps and Namespaces among the documents; what is not among them is asked of another.
 *
 * @param namespace of documents that name none
 */
public record FileReferences(Manifests manifests, String namespace, References others) implements References {
    @Override
    public Optional<Map<String, Secret>> secret(String in, String name) {
        return find("Secret", in, name).map(FileReferences::secret).or(() -> others.secret(in, name));
    }

    @Override
    public Optional<Map<String, String>> configMap(String in, String name) {
        return find("ConfigMap", in, name)
                .map(found -> texts(found.tree().path("data")))
                .or(() -> others.configMap(in, name));
    }

    @Override
    public Optional<Map<String, Optional<String>>> configMapFiles(String in, String name) {
        return find("ConfigMap", in, name).map(FileReferences::files).or(() -> others.configMapFiles(in, name));
    }

    @Override
    public Optional<String> namespaceAnnotation(String in, String annotation) {
        var found =
                of("Namespace").filter(manifest -> manifest.name().equals(in)).findFirst();
        return found.isEmpty()
                ? others.namespaceAnnotation(in, annotation)
                : Optional.ofNullable(
                        texts(found.get().tree().at("/metadata/annotations")).get(annotation));
    }

    private Optional<Manifest> find(String kind, String in, String name) {
        return of(kind).filter(manifest -> manifest.name().equals(name)
                        && manifest.namespace(namespace).equals(in))
                .reduce((first, last) -> last);
    }

    private Stream<Manifest> of(String kind) {
        return manifests.all().stream()
                .filter(manifest -> manifest.kind().equals(kind)
                        && manifest.tree().path("apiVersion").asText("").equals("v1"));
    }

    private static Map<String, Secret> secret(Manifest found) {
        var values = new TreeMap<String, Secret>();
        texts(found.tree().path("data"))
                .forEach((key, value) -> values.put(key, Secret.of(decoded(value, found, "data." + key))));
        texts(found.tree().path("stringData")).forEach((key, value) -> values.put(key, Secret.of(value)));
        return values;
    }

    private static Map<String, Optional<String>> files(Manifest found) {
        var files = new TreeMap<String, Optional<String>>();
        texts(found.tree().path("data")).forEach((name, text) -> files.put(name, Optional.of(text)));
        texts(found.tree().path("binaryData"))
                .forEach((name, bytes) -> files.put(
                        name,
                        SourceFile.of(decoded(bytes, found, "binaryData." + name))
                                .text()));
        return files;
    }

    private static byte[] decoded(String value, Manifest found, String path) {
        try {
            return Base64.getMimeDecoder().decode(value);
        } catch (IllegalArgumentException notBase64) {
            throw CommandFailure.of(found.source() + ":" + found.lineOf(path) + " (" + path + " of " + found.title()
                    + ") is not Base64; encode it, or write it under stringData.");
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new TreeMap<String, String>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    @Override
    public String toString() {
        return "references among " + manifests.all().size() + " documents";
    }
}
