package dev.stagecraft.sandbox.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Certificates, ports and flags for separate etcd and kube-apiserver binaries; the same as the Go module's. */
record AssetsSettings(Path directory, int apiPort, int etcdPort, int peerPort, boolean controllers) {

    /** The settings of a directory: made on the first start there, and the same ones afterwards. */
    static AssetsSettings in(Path directory, boolean controllers) {
        var marker = directory.resolve("ports");
        try {
            if (!Files.exists(marker)) {
                createPki(directory.resolve("pki"));
                Files.write(marker, freePorts(3).stream().map(String::valueOf).toList());
            }
            var ports =
                    Files.readAllLines(marker).stream().map(Integer::valueOf).toList();
            var settings = new AssetsSettings(directory, ports.get(0), ports.get(1), ports.get(2), controllers);
            Files.writeString(settings.kubeconfig(), settings.kubeconfigText());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new ControlPlaneException("The certificates of the control plane cannot be made in " + directory, e);
        }
    }

    private static void createPki(Path directory) throws IOException, GeneralSecurityException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var api = Pki.create(directory, "ca");
        api.issue("server", "CN=kube-apiserver", KeyPurposeId.id_kp_serverAuth);
        api.issue("admin", "O=system:masters,CN=admin", KeyPurposeId.id_kp_clientAuth);
        var etcd = Pki.create(directory, "etcd-ca");
        etcd.issue("etcd", "CN=etcd", KeyPurposeId.id_kp_serverAuth);
        etcd.issue("etcd-client", "CN=kube-apiserver", KeyPurposeId.id_kp_clientAuth);
        Pki.writeKey(directory.resolve("service-account.key"));
    }

    /** Free when asked; etcd and kube-apiserver cannot be handed a socket, so a race remains and shows as a failed start. */
    private static List<Integer> freePorts(int count) throws IOException {
        if (count == 0) {
            return List.of();
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var others = freePorts(count - 1);
            return Stream.concat(Stream.of(socket.getLocalPort()), others.stream())
                    .toList();
        }
    }

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    private String pki(String name) {
        return directory.resolve("pki").resolve(name).toString();
    }

    List<String> etcd() {
        var peer = "http://127.0.0.1:" + peerPort;
        var client = "https://127.0.0.1:" + etcdPort;
        return List.of(
                "--name=controlplane",
                "--data-dir=" + directory.resolve("etcd"),
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=controlplane=" + peer,
                "--client-cert-auth",
                "--trusted-ca-file=" + pki("etcd-ca.crt"),
                "--cert-file=" + pki("etcd.crt"),
                "--key-file=" + pki("etcd.key"));
    }

    List<String> apiServer() {
        return List.of(
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + apiPort,
                "--allow-privileged=true",
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.96.0.0/24",
                "--etcd-servers=https://127.0.0.1:" + etcdPort,
                "--etcd-cafile=" + pki("etcd-ca.crt"),
                "--etcd-certfile=" + pki("etcd-client.crt"),
                "--etcd-keyfile=" + pki("etcd-client.key"),
                "--tls-cert-file=" + pki("server.crt"),
                "--tls-private-key-file=" + pki("server.key"),
                "--client-ca-file=" + pki("ca.crt"),
                "--authorization-mode=Node,RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + pki("service-account.key"),
                "--service-account-signing-key-file=" + pki("service-account.key"),
                // Without controllers nobody makes the service accounts that this plugin asks for.
                controllers ? "--profiling=false" : "--disable-admission-plugins=ServiceAccount");
    }

    List<String> controllerManager() {
        return List.of(
                "--kubeconfig=" + kubeconfig(),
                "--leader-elect=false",
                "--secure-port=0",
                "--use-service-account-credentials",
                "--service-account-private-key-file=" + pki("service-account.key"),
                "--root-ca-file=" + pki("ca.crt"));
    }

    private String kubeconfigText() throws IOException {
        return """
                apiVersion: v1
                kind: Config
                current-context: stagecraft
                contexts:
                  - {name: stagecraft, context: {cluster: stagecraft, user: admin}}
                clusters:
                  - name: stagecraft
                    cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}
                users:
                  - name: admin
                    user: {client-certificate-data: %s, client-key-data: %s}
                """.formatted(apiPort, encoded("ca.crt"), encoded("admin.crt"), encoded("admin.key"));
    }

    private String encoded(String name) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(pki(name))));
    }
}
