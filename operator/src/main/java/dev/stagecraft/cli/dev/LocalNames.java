package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.dev.local.AuthorityFault;
import dev.stagecraft.cli.dev.local.HostsBlock;
import dev.stagecraft.cli.dev.local.HostsFile;
import dev.stagecraft.cli.dev.local.LocalAuthority;
import dev.stagecraft.cli.dev.local.LocalRoute;
import dev.stagecraft.cli.dev.local.ProxySettings;
import dev.stagecraft.cli.dev.local.TraefikConfig;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The names that a run has on this machine: the files of the proxy, its certificate, and the lines of the hosts file.
 *
 * @param authority asked for nothing without HTTPS
 */
record LocalNames(List<LocalRoute> routes, ProxySettings settings, HostsFile hosts, LocalAuthority authority) {
    private static final String DIRECTORY = "proxy/";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    LocalNames {
        routes = List.copyOf(routes);
    }

    /** The addresses that a person opens. */
    List<String> addresses() {
        int port = settings.https() ? settings.httpsPort() : settings.httpPort();
        String ending = port == (settings.https() ? HTTPS : HTTP) ? "" : ":" + port;
        return routes.stream()
                .map(route -> "%s://%s%s -> %s on port %d"
                        .formatted(
                                settings.https() ? "https" : "http",
                                route.name(),
                                ending,
                                route.service(),
                                route.port()))
                .toList();
    }

    private List<String> names() {
        return routes.stream().map(LocalRoute::name).distinct().toList();
    }

    /**
     * Writes what the proxy reads.
     *
     * @param data where the authority is kept
     */
    void prepare(RunDirectory run, Path data, Lines lines) {
        var traefik = new TraefikConfig(settings);
        run.write(DIRECTORY + TraefikConfig.STATIC_FILE, Documents.json(traefik.starting()));
        run.write(DIRECTORY + TraefikConfig.DYNAMIC_FILE, Documents.json(traefik.routes(routes)));
        if (settings.https()) {
            try {
                certify(run, lines);
            } catch (AuthorityFault e) {
                throw CommandFailure.of(String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                throw new KeptFiles(data, Homes.DATA).refused(e);
            }
        }
    }

    private void certify(RunDirectory run, Lines lines) throws IOException {
        if (authority.ensure()) {
            authority.trust().forEach(lines::say);
        }
        authority.issue(
                names(),
                run.path().resolve(DIRECTORY + TraefikConfig.CERTIFICATE),
                run.path().resolve(DIRECTORY + TraefikConfig.KEY));
    }

    /** Writes the hosts file; where that is not allowed, a person is told the line. */
    void add(Lines lines) {
        try {
            hosts.add(names());
        } catch (IOException _) {
            lines.say("%s cannot be written; for names that do not answer, add this line to it: %s"
                    .formatted(hosts.path(), HostsBlock.line(names())));
        }
    }

    /** Takes the lines back. */
    void remove(Lines lines) {
        try {
            hosts.remove();
        } catch (IOException _) {
            lines.say("%s cannot be written; the lines of %s stay in it.".formatted(hosts.path(), hosts.project()));
        }
    }

    /** Fails early for what would fail in the middle. */
    static void check(ProxySettings settings) {
        for (int port : List.of(settings.httpPort(), settings.httpsPort())) {
            if (port < 1 || port > 65_535) {
                throw CommandFailure.of("%d is no port; --http-port and --https-port are 1 to 65535.".formatted(port));
            }
        }
    }
}
