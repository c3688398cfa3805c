package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

/** The project's directory on the host belongs to another resource; nothing was changed. */
public final class HostOwnedByAnother extends RuntimeException {

    private final Owner owner;

    public HostOwnedByAnother(String host, String directory, Owner owner) {
        super(("The directory %s on host %s belongs to the Stagecraft resource %s/%s (uid %s). "
                        + "Delete that resource, or use another project name, environment or host.")
                .formatted(directory, host, owner.namespace(), owner.name(), owner.uid()));
        this.owner = requireNonNull(owner, "owner");
    }

    /** Who the marker on the host names. */
    public Owner owner() {
        return owner;
    }
}
