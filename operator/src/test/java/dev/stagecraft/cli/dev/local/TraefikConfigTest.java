package dev.stagecraft.cli.dev.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.session.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Golden files in {@code cli/dev/traefik}; {@code -Dstagecraft.golden=write} writes them. */
class TraefikConfigTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("stagecraft.root", "..")).resolve("operator/src/test/resources/cli/dev/traefik");

    private static final List<LocalRoute> ROUTES = List.of(
            new LocalRoute("site", "shop.localhost", 5173),
            new LocalRoute("api", "api.shop.localhost", 4000),
            new LocalRoute("site", "site.shop.localhost", 5173));

    @Test
    void withCertificatesInTheNetworkOfTheMachine() throws IOException {
        golden("https-host", new ProxySettings("traefik:v3.5", true, 80, 443, true));
    }

    @Test
    void withoutCertificatesInANetworkOfItsOwn() throws IOException {
        golden("http-bridge", new ProxySettings("traefik:v3.5", false, 8080, 8443, false));
    }

    private static void golden(String name, ProxySettings settings) throws IOException {
        var config = new TraefikConfig(settings);
        String text = "# " + TraefikConfig.STATIC_FILE + "\n" + Documents.yaml(config.starting()) + "\n# "
                + TraefikConfig.DYNAMIC_FILE + "\n" + Documents.yaml(config.routes(ROUTES)) + "\n# the service\n"
                + Documents.yaml(config.service("/state/$HOME/proxy"));
        Path file = GOLDEN.resolve(name + ".yaml");
        if ("write".equals(System.getProperty("stagecraft.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text);
    }
}
