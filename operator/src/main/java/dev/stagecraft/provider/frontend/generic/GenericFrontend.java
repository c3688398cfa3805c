package dev.stagecraft.provider.frontend.generic;

import dev.stagecraft.provider.app.DockerfileProvider;
import dev.stagecraft.provider.app.FrontendProvider;

/** A frontend that is built by Dockerfiles, whatever it is written in. */
public final class GenericFrontend implements FrontendProvider, DockerfileProvider {
    @Override
    public String id() {
        return "generic";
    }
}
