package dev.stagecraft.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that go to hosts, on droplets, whose host keys the operator made and keeps in a Secret. */
@Timeout(120)
class DropletHostsIT {
    private static final String KEY = "app-1.ssh-host-key.pub";

    private final OperatorStage stage = OperatorStage.lit("droplethosts");

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        stage.close();
    }

    private void golden(String name, Map<String, String> replaced, String... args) {
        var cli = CliRun.in(directory).cluster(stage.resources().namespace());
        cli.golden("host/" + name, cli.run(args), replaced);
    }

    private Map<String, String> replaced() {
        var replaced = new LinkedHashMap<String, String>();
        replaced.put(stage.resources().namespace(), "NAMESPACE");
        stage.resources().get("shop").getStatus().hosts().forEach(host -> {
            replaced.put(host.publicIp() + ":" + stage.shop().sshPort(), "PUBLIC-" + host.name() + ":PORT");
            replaced.put(host.publicIp(), "PUBLIC-" + host.name());
            replaced.put(host.privateIp(), "PRIVATE-" + host.name());
            replaced.put(host.id(), "ID-" + host.name());
            replaced.put(stage.host(host.name()).identity().fingerprint(), "SHA256:OF-" + host.name());
        });
        return replaced;
    }

    @Test
    void dropletsAreReachedWithTheKeysThatTheOperatorMade() {
        stage.release(stage.manifest("v1"));
        stage.stop();
        var replaced = replaced();

        golden("droplets", replaced, "hosts", "--probe", "-o", "yaml");
        golden("droplets-logs", replaced, "logs", "redis", "--host", "app-2");
        golden("droplets-ssh", replaced, "ssh", "app-1", "--", "echo", "hello");

        var secret = SharedControlPlane.client()
                .secrets()
                .inNamespace(stage.resources().namespace())
                .withName("stc-shop");
        var made = secret.get();
        var stranger = HostIdentity.generate(new SecureRandom());
        replaced.put(stranger.fingerprint(), "SHA256:PINNED");
        var encoder = java.util.Base64.getEncoder();
        secret.edit(found -> new SecretBuilder(found)
                .addToData(
                        KEY,
                        encoder.encodeToString(stranger.publicKey().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build());
        golden("droplets-other-key", replaced, "ssh", "app-1", "--", "echo", "hello");

        secret.delete();
        golden("droplets-no-key", replaced, "exec", "web", "--", "echo", "hello");
        assertEquals(null, secret.get());

        stage.resources().secret("stc-shop", Map.of(KEY, made.getData().getOrDefault(KEY, "")));
        golden("droplets-taken", replaced, "logs", "web");
    }

    @Test
    void aHostThatIsNotThereYetIsTold() {
        stage.stop();
        stage.resources().apply(stage.manifest("v1").yaml());
        var replaced = Map.of(stage.resources().namespace(), "NAMESPACE");

        golden("pending", replaced, "hosts");
        golden("pending-ssh", replaced, "ssh", "app-1");
        golden("pending-logs", replaced, "logs", "web");
    }
}
