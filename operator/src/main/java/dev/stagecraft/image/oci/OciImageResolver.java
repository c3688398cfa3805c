package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImagePlatform;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.NotFound;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.ImageResolution.Unauthorized;
import dev.stagecraft.image.ImageResolution.Unreachable;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.image.RegistryCredentials;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Asks registries over the OCI distribution API. A digest that was found is believed for a while, for the
 * many resources and hosts that run the same image; a failure is never remembered.
 */
public final class OciImageResolver implements ImageResolver, AutoCloseable {
    static final Map<String, String> MANIFESTS = Map.of(
            "Accept",
            String.join(
                    ", ",
                    "application/vnd.oci.image.index.v1+json",
                    "application/vnd.docker.distribution.manifest.list.v2+json",
                    "application/vnd.oci.image.manifest.v1+json",
                    "application/vnd.docker.distribution.manifest.v2+json"));

    private final RegistryAccess access;
    private final RegistryHttp http;
    private final RegistryCall call;
    private final ResolvedTags resolved;

    public OciImageResolver(RegistryAccess access, Clock clock) {
        this(access, clock, HostLookup.SYSTEM);
    }

    OciImageResolver(RegistryAccess access, Clock clock, HostLookup lookup) {
        this.access = access;
        http = new RegistryHttp(access, new AddressGuard(lookup));
        call = new RegistryCall(http, new TokenStore(clock));
        resolved = new ResolvedTags(access.tagLifetime(), clock);
    }

    @Override
    public ImageResolution resolve(ImageName name, RegistryCredentials credentials, Optional<ImagePlatform> platform) {
        var key = new ResolvedTags.Key(name, credentials.forRegistry(name.registry()), platform);
        var known = resolved.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        var found = ask(name, credentials, platform);
        if (found instanceof Resolved digest) {
            resolved.put(key, digest);
        }
        return found;
    }

    @Override
    public void close() {
        http.close();
    }

    private ImageResolution ask(ImageName name, RegistryCredentials credentials, Optional<ImagePlatform> platform) {
        var found = ask(name, credentials);
        if (!(found instanceof Resolved digest) || platform.isEmpty()) {
            return found;
        }
        return new PlatformCheck(call, access, credentials)
                .objection(name, digest.digest(), platform.get())
                .orElse(found);
    }

    private ImageResolution ask(ImageName name, RegistryCredentials credentials) {
        var target = RegistryCall.Target.manifest(name, access, credentials);
        var head = call.send("HEAD", target, MANIFESTS);
        if (!ManifestAnswer.needsBody(head)) {
            return read(name, credentials, head);
        }
        // Some registries do not know HEAD, and some leave the digest out of it.
        return read(name, credentials, call.send("GET", target, MANIFESTS));
    }

    static ImageResolution read(ImageName name, RegistryCredentials credentials, Answer answer) {
        return switch (answer) {
            case Answer.Got got -> read(name, credentials, got);
            case Answer.Failed(var why, var retryable) ->
                new Unreachable("The registry of %s could not be asked: %s.".formatted(name, why), retryable);
        };
    }

    private static ImageResolution read(ImageName name, RegistryCredentials credentials, Answer.Got got) {
        return switch (got.status()) {
            case 200 -> ManifestAnswer.read(name, got);
            case 404 ->
                new NotFound("%s does not exist in its registry: push it, or correct the image or the version."
                        .formatted(name));
            case 401, 403 -> new Unauthorized(Refusal.message(name, credentials, got.status(), "read"));
            case 429 ->
                new Unreachable(
                        "The registry of %s answers too many requests for now (HTTP 429).".formatted(name), true);
            default ->
                new Unreachable(
                        "The registry of %s answered HTTP %d.".formatted(name, got.status()),
                        got.status() >= 500 || got.status() == 408);
        };
    }
}
