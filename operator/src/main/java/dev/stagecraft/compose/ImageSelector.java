package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

/**
 * Turns the {@code image} strings of a file into references.
 *
 * @param registry {@code spec.project.registry}; empty for none
 * @param version {@code spec.version}: the tag of images below the registry that name neither tag nor digest
 */
public record ImageSelector(String registry, String version, Variables variables) {
    public ImageSelector {
        requireNonNull(registry, "registry");
        requireNonNull(version, "version");
        requireNonNull(variables, "variables");
    }

    /** Every service of the file, or every reason why not. */
    public ImageSelection select(ComposeFile file) {
        throw new UnsupportedOperationException("lands with the next commit");
    }
}
