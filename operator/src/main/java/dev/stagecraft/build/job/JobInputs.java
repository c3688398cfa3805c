package dev.stagecraft.build.job;

import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one container gets out of the Job's Secret: values under keys of ours, and the paths at which it finds them. */
final class JobInputs {
    private static final int OWNER_AND_GROUP_READ = 0440;

    private final String volume;
    private final String directory;
    private final SortedMap<String, Secret> values = new TreeMap<>();
    private final List<KeyToPath> paths = new ArrayList<>();

    JobInputs(String volume, String directory) {
        this.volume = volume;
        this.directory = directory;
    }

    /** Adds a value and answers where the container finds it. Names of users are paths only: keys allow fewer marks. */
    String add(String key, String path, Secret value) {
        values.put(key, value);
        paths.add(new KeyToPathBuilder().withKey(key).withPath(path).build());
        return directory + '/' + path;
    }

    Map<String, Secret> values() {
        return Collections.unmodifiableSortedMap(values);
    }

    /** None where there is nothing to see, as a volume without paths would show every key. */
    List<Volume> volumes(String secret) {
        return paths.isEmpty()
                ? List.of()
                : List.of(new VolumeBuilder()
                        .withName(volume)
                        .withNewSecret()
                        .withSecretName(secret)
                        .withDefaultMode(OWNER_AND_GROUP_READ)
                        .withItems(paths)
                        .endSecret()
                        .build());
    }

    List<VolumeMount> mounts() {
        return paths.isEmpty()
                ? List.of()
                : List.of(new VolumeMountBuilder()
                        .withName(volume)
                        .withMountPath(directory)
                        .withReadOnly(true)
                        .build());
    }
}
