package dev.stagecraft.cluster;

import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Set;

/** Writes Secrets for people who carry values into the cluster. Throws what the API client throws. */
public interface Secrets {
    /**
     * Sets keys and takes others away; those that are named in neither stay as they are. Makes the Secret where there is none.
     *
     * @param dryRun has the API server check it and change nothing
     */
    void merge(String namespace, String name, Map<String, Secret> values, Set<String> removed, boolean dryRun);
}
