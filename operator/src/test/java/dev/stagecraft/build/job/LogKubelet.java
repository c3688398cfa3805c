package dev.stagecraft.build.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.stagecraft.sandbox.git.LoopbackTls;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A node whose kubelet knows nothing but logs: the API server fetches them from here as it does from a real one. */
final class LogKubelet implements AutoCloseable {
    private final KubernetesClient client;
    private final String name = "log-node-" + UUID.randomUUID();
    private final HttpsServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String log = "";

    private LogKubelet(KubernetesClient client, HttpsServer server) {
        this.client = client;
        this.server = server;
    }

    static LogKubelet start(KubernetesClient client, Path directory) throws IOException {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(LoopbackTls.create(directory).context()));
        var kubelet = new LogKubelet(client, server);
        server.createContext("/containerLogs/", exchange -> {
            kubelet.asked.add(exchange.getRequestURI().toString());
            var body = cut(kubelet.log, exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        kubelet.register();
        return kubelet;
    }

    /** As a kubelet: so many lines from the end, and of these so many bytes from the beginning. */
    private static byte[] cut(String log, String query) {
        var lines = log.split("(?<=\n)");
        var tail = Arrays.stream(lines)
                .skip(Math.max(0, lines.length - number(query, "tailLines")))
                .collect(Collectors.joining())
                .getBytes(UTF_8);
        return Arrays.copyOf(tail, Math.min(tail.length, number(query, "limitBytes")));
    }

    private static int number(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(name + "="))
                .mapToInt(part -> Integer.parseInt(part.substring(name.length() + 1)))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private void register() {
        var node = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        client.resource(node.edit()
                        .withNewStatus()
                        .addNewAddress("127.0.0.1", "InternalIP")
                        .withNewDaemonEndpoints()
                        .withNewKubeletEndpoint(server.getAddress().getPort())
                        .endDaemonEndpoints()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    /** As the scheduler does. */
    void take(Pod pod) {
        client.bindings()
                .inNamespace(pod.getMetadata().getNamespace())
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .withNamespace(pod.getMetadata().getNamespace())
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(name)
                        .endTarget()
                        .build())
                .create();
    }

    /** What every container has written from now on. */
    void says(String text) {
        log = text;
    }

    /** Paths and queries of the requests so far. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        client.nodes().withName(name).delete();
        server.stop(0);
    }
}
