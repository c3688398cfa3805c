package dev.stagecraft.host;

import java.util.regex.Pattern;

/**
 * Whose project a directory on a host is.
 *
 * @param uid of the Stagecraft resource
 * @param project lower-case letters, digits, {@code -} and {@code _}, starting with a letter or digit; as {@code environment}
 */
public record Owner(String uid, String namespace, String name, String project, String environment) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    public Owner {
        if (uid.isBlank() || namespace.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("uid, namespace and name must not be blank");
        }
        if (!LABEL.matcher(project).matches() || !LABEL.matcher(environment).matches()) {
            throw new IllegalArgumentException(
                    "project and environment must match %s: %s, %s".formatted(LABEL, project, environment));
        }
    }

    /** The Compose project name, which is also the name of the directory on the host. */
    public String composeProject() {
        return project + "-" + environment;
    }

    /** Same resource, perhaps created anew from a backup with another uid. */
    boolean sameResource(Owner other) {
        return namespace.equals(other.namespace)
                && name.equals(other.name)
                && project.equals(other.project)
                && environment.equals(other.environment);
    }
}
