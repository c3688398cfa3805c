package dev.stagecraft.sandbox.host;

/** What a simulated host runs, and what its package manager has. */
public enum SimulatedOs {
    /** Compose 1 only. */
    DEBIAN("NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n", "20.10.24"),
    /** Has the plugin. */
    UBUNTU("PRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nNAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n", "28.2.2"),
    /** Cannot be set up by the operator. */
    ALPINE("NAME=\"Alpine Linux\"\nID=alpine\nPRETTY_NAME=\"Alpine Linux v3.22\"\n", "28.3.3");

    private final String release;
    private final String engine;

    SimulatedOs(String release, String engine) {
        this.release = release;
        this.engine = engine;
    }

    String release() {
        return release;
    }

    String engine() {
        return engine;
    }
}
