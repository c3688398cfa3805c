package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.cloud.MachineDefaults;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.provider.cloud.RequestListener;
import dev.stagecraft.secret.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Droplets at DigitalOcean. One instance a process, so that all of its drivers share the budget of each token. */
public final class DigitalOceanProvider implements CloudProvider {
    static final String ID = "digitalocean";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,512}");

    private final DigitalOceanAccess access;

    /** For the public API with nobody listening, as the class path finds it. */
    public DigitalOceanProvider() {
        this(DigitalOceanSettings.standard(), Clock.systemUTC(), RequestListener.NONE);
    }

    public DigitalOceanProvider(DigitalOceanSettings settings, Clock clock, RequestListener listener) {
        var budgets = new RateBudgets(settings.limits(), clock, new Random());
        this.access = new DigitalOceanAccess(new Transport(settings), budgets, listener, clock);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Violation> check(JsonNode config, List<MachineRequest> hosts) {
        return DigitalOceanConfig.read(config, hosts).violations();
    }

    @Override
    public MachineDefaults defaults(JsonNode config) {
        var read = DigitalOceanConfig.read(config, List.of()).config();
        return new MachineDefaults(read.size(), read.region(), read.image());
    }

    @Override
    public List<SecretReference> secrets(JsonNode config) {
        return DigitalOceanConfig.read(config, List.of()).config().token().stream()
                .toList();
    }

    /** @throws CloudException {@code UNAUTHORIZED} if the Secret holds what cannot be a token */
    @Override
    public CloudDriver driver(JsonNode config, Map<String, Secret> secretsByPath) {
        DigitalOceanConfig.Reading reading = DigitalOceanConfig.read(config, List.of());
        Secret token = secretsByPath.get(DigitalOceanConfig.TOKEN);
        if (!reading.violations().isEmpty() || token == null) {
            throw new IllegalArgumentException(
                    "The configuration is faulty or its token was not resolved; check it first.");
        }
        return new DigitalOceanDriver(reading.config(), new ApiClient(access, usable(token)), Use.ORDINARY);
    }

    @Override
    public boolean ownsMachines() {
        return true;
    }

    /** Secrets made from files end in a newline, which no header may hold. */
    private static Secret usable(Secret token) {
        String stripped = token.reveal().strip();
        if (!TOKEN.matcher(stripped).matches()) {
            throw new CloudException(
                    Code.UNAUTHORIZED,
                    "What the Secret of tokenSecretRef holds cannot be a DigitalOcean token: it is empty, too long, or has"
                            + " characters that a token never has. Put the bare token there.");
        }
        return Secret.of(stripped);
    }
}
