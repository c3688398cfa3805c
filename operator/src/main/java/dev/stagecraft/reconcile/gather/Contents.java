package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.compose.ShippedFile;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a release has beside its compose files and its environment. None of it is in its release object.
 *
 * @param environments of single services, from their {@code env_file}
 * @param files that go to the hosts
 */
public record Contents(SortedMap<String, Environment> environments, List<ShippedFile> files) {
    /** No release needs anything. */
    public static final Contents NONE = new Contents(Collections.emptySortedMap(), List.of());

    /** The key of a release's bundle that holds it; no variable can have that name. */
    static final String KEY = "release.contents";

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Stored(Map<String, Map<String, String>> environments, List<StoredFile> files) {}

    /** @param plain the opposite of secret, so that what was stored without it counts as secret */
    private record StoredFile(String directory, String name, String content, boolean executable, boolean plain) {}

    public Contents {
        environments = Collections.unmodifiableSortedMap(new TreeMap<>(environments));
        files = List.copyOf(files);
    }

    /** Of what was read anew. */
    static Contents of(Map<String, Map<String, String>> environments, List<ShippedFile> files) {
        var all = new TreeMap<String, Environment>();
        environments.forEach((service, values) -> {
            var secrets = new TreeMap<String, Secret>();
            values.forEach((name, value) -> secrets.put(name, Secret.of(value)));
            all.put(service, new Environment(secrets, secrets.keySet()));
        });
        return new Contents(all, files);
    }

    /** Of what a release was stored with. */
    static Contents read(Optional<Secret> stored) {
        if (stored.isEmpty()) {
            return NONE;
        }
        try {
            var found = JSON.readValue(stored.get().reveal(), new TypeReference<Stored>() {});
            return of(
                    found.environments(),
                    found.files().stream()
                            .map(file -> new ShippedFile(
                                    file.directory(),
                                    file.name(),
                                    Secret.of(Base64.getDecoder().decode(file.content())),
                                    file.executable(),
                                    !file.plain()))
                            .toList());
        } catch (JsonProcessingException e) {
            // The exception of the parser quotes what it read.
            throw new IllegalStateException("the contents that a release was stored with cannot be read");
        }
    }

    /** For the release's bundle. */
    Secret stored() {
        var values = new TreeMap<String, Map<String, String>>();
        environments.forEach((service, environment) -> values.put(service, environment.revealed()));
        var written = new Stored(
                values,
                files.stream()
                        .map(file -> new StoredFile(
                                file.directory(),
                                file.name(),
                                Base64.getEncoder()
                                        .encodeToString(file.content().revealBytes()),
                                file.executable(),
                                !file.secret()))
                        .toList());
        try {
            return Secret.of(JSON.writeValueAsString(written));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written");
        }
    }

    /** What {@code env_file} gives a service, in the clear. */
    public Map<String, String> environment(String service) {
        return Optional.ofNullable(environments.get(service))
                .map(Environment::revealed)
                .orElseGet(Map::of);
    }

    boolean isEmpty() {
        return environments.isEmpty() && files.isEmpty();
    }

    /** Changes when the environment of any service does; files are named by their content already. */
    String fingerprint(Secret key) {
        var prints = new TreeMap<String, Object>();
        environments.forEach((service, environment) -> prints.put(service, environment.fingerprint(key)));
        return CanonicalJson.hash(prints);
    }

    /** What of it may not be shown. An ordinary file has everyday lines, without which nobody could read a log. */
    public List<Secret> secrets() {
        var secrets = new ArrayList<Secret>();
        environments
                .values()
                .forEach(environment -> secrets.addAll(environment.values().values()));
        files.stream().filter(ShippedFile::secret).map(ShippedFile::content).forEach(secrets::add);
        return secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    }

    @Override
    public String toString() {
        return "Contents[" + environments.keySet() + ", " + files.size() + " files]";
    }
}
