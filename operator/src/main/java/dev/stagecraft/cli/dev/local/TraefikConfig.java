package dev.stagecraft.cli.dev.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The two files that Traefik reads, and its service in a compose file. YAML that is JSON as well. */
public final class TraefikConfig {
    /** What it reads when it starts. */
    public static final String STATIC_FILE = "traefik.yaml";

    /** Names and where they lead. */
    public static final String DYNAMIC_FILE = "routes.yaml";

    /** Certificate of all names. */
    public static final String CERTIFICATE = "local.pem";

    /** Its key. */
    public static final String KEY = "local-key.pem";

    private final ProxySettings settings;

    public TraefikConfig(ProxySettings settings) {
        this.settings = settings;
    }

    /** The content of {@link #STATIC_FILE}: nothing is asked of Docker, nobody is told anything, no dashboard. */
    public ObjectNode starting() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("global").put("checkNewVersion", false).put("sendAnonymousUsage", false);
        root.putObject("log").put("level", "WARN");
        ObjectNode entryPoints = root.putObject("entryPoints");
        ObjectNode http = entryPoints.putObject("http");
        http.put("address", address(settings.httpPort()));
        if (settings.https()) {
            http.putObject("http")
                    .putObject("redirections")
                    .putObject("entryPoint")
                    .put("to", "https")
                    .put("scheme", "https")
                    .put("permanent", false);
            entryPoints.putObject("https").put("address", address(settings.httpsPort()));
        }
        root.putObject("providers")
                .putObject("file")
                .put("filename", ProxySettings.DIRECTORY + "/" + DYNAMIC_FILE)
                .put("watch", false);
        return root;
    }

    /** The content of {@link #DYNAMIC_FILE}. */
    public ObjectNode routes(List<LocalRoute> routes) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode routers = root.putObject("http").putObject("routers");
        ObjectNode services = root.withObject("/http").putObject("services");
        for (LocalRoute route : routes) {
            ObjectNode router = routers.putObject(route.name().replace('.', '-'));
            router.put("rule", "Host(`" + route.name() + "`)").put("service", route.service());
            router.putArray("entryPoints").add(settings.https() ? "https" : "http");
            if (settings.https()) {
                router.putObject("tls");
            }
            ObjectNode balancer = services.putObject(route.service()).putObject("loadBalancer");
            balancer.putArray("servers").addObject().put("url", "http://" + machine() + ":" + route.port());
        }
        if (settings.https()) {
            root.putObject("tls")
                    .putArray("certificates")
                    .addObject()
                    .put("certFile", ProxySettings.DIRECTORY + "/" + CERTIFICATE)
                    .put("keyFile", ProxySettings.DIRECTORY + "/" + KEY);
        }
        return root;
    }

    /** @param directory of this machine that holds the files */
    public ObjectNode service(String directory) {
        ObjectNode service = JsonNodeFactory.instance.objectNode();
        service.put("image", settings.image());
        service.putArray("command").add("--configFile=" + ProxySettings.DIRECTORY + "/" + STATIC_FILE);
        ObjectNode mount = service.putArray("volumes").addObject();
        mount.put("type", "bind").put("source", directory.replace("$", "$$")).put("target", ProxySettings.DIRECTORY);
        mount.put("read_only", true);
        if (settings.hostNetwork()) {
            service.put("network_mode", "host");
        } else {
            service.putArray("extra_hosts").add("host.docker.internal:host-gateway");
            var ports = service.putArray("ports");
            ports.add("127.0.0.1:%1$d:%1$d".formatted(settings.httpPort()));
            if (settings.https()) {
                ports.add("127.0.0.1:%1$d:%1$d".formatted(settings.httpsPort()));
            }
        }
        return service;
    }

    /** Only this machine reaches it; in a network of its own it is Docker that sees to that. */
    private String address(int port) {
        return (settings.hostNetwork() ? "127.0.0.1:" : ":") + port;
    }

    private String machine() {
        return settings.hostNetwork() ? "127.0.0.1" : "host.docker.internal";
    }
}
