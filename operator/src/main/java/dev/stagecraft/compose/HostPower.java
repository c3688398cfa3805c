package dev.stagecraft.compose;

import java.util.Locale;

/** A way to get at the host from within a container, under the name by which it is allowed. */
public enum HostPower {
    PRIVILEGED,
    HOST_NAMESPACES,
    DOCKER_SOCKET,
    HOST_PATHS,
    CAPABILITIES,
    DEVICES,
    SECURITY_OPTIONS;

    /** Such as {@code host-paths}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
