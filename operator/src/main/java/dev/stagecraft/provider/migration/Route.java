package dev.stagecraft.provider.migration;

/** How a database's host and port are reached. Safe for any thread. */
@FunctionalInterface
public interface Route {
    /** Without a detour. */
    static Route direct() {
        return Passage::new;
    }

    /**
     * The place from which {@code host:port} is reached until the passage is closed; one for each connection.
     *
     * @throws MigrationException {@code CONNECTION_FAILED} if the way is blocked
     */
    Passage open(String host, int port);

    /** Where to connect to. Closing it closes a detour and breaks the connections that go through it. */
    class Passage implements AutoCloseable {
        private final String host;
        private final int port;

        public Passage(String host, int port) {
            this.host = host;
            this.port = port;
        }

        public final String host() {
            return host;
        }

        public final int port() {
            return port;
        }

        @Override
        public void close() {}
    }
}
