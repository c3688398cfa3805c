package dev.stagecraft.host;

/** Containers exist under the project's name that the operator did not make; nothing was changed. */
public final class ProjectNotOurs extends RuntimeException {

    public ProjectNotOurs(String host, String project, int containers) {
        super(
                ("Host %s has %d container(s) of a Compose project %s that Stagecraft did not make, so it touches nothing there. "
                                + "Take that project down with 'docker compose -p %s down', or use another project name or environment.")
                        .formatted(host, containers, project, project));
    }
}
