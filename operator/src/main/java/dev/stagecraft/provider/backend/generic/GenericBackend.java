package dev.stagecraft.provider.backend.generic;

import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.DockerfileProvider;

/** A backend that is built by Dockerfiles, whatever it is written in. */
public final class GenericBackend implements BackendProvider, DockerfileProvider {
    @Override
    public String id() {
        return "generic";
    }
}
