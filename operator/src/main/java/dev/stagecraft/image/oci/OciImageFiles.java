package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.image.ImageDirectory.Found;
import dev.stagecraft.image.ImageDirectory.NotFound;
import dev.stagecraft.image.ImageDirectory.Refused;
import dev.stagecraft.image.ImageDirectory.Unauthorized;
import dev.stagecraft.image.ImageDirectory.Unreachable;
import dev.stagecraft.image.ImageFiles;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.source.SourceLimits;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Reads directories out of images over the OCI distribution API: manifest, then layers from the top down.
 * A directory that was found is remembered, for neither the image behind a digest nor its files ever change.
 */
public final class OciImageFiles implements ImageFiles, AutoCloseable {
    private final RegistryAccess access;
    private final SourceLimits limits;
    private final RegistryHttp http;
    private final RegistryCall call;
    private final ReadDirectories read = new ReadDirectories();

    public OciImageFiles(RegistryAccess access, SourceLimits limits, Clock clock) {
        this(access, limits, clock, HostLookup.SYSTEM);
    }

    OciImageFiles(RegistryAccess access, SourceLimits limits, Clock clock, HostLookup lookup) {
        this.access = access;
        this.limits = limits;
        http = new RegistryHttp(access, new AddressGuard(lookup));
        call = new RegistryCall(http, new TokenStore(clock));
    }

    @Override
    public ImageDirectory read(ImageName name, String directory, RegistryCredentials credentials) {
        if (name.digest().isEmpty()) {
            throw new IllegalArgumentException(name + " is not pinned by digest.");
        }
        if (!directory.startsWith("/")) {
            return new Refused("The directory '%s' in %s must begin with a slash.".formatted(directory, name));
        }
        var key = new ReadDirectories.Key(name, directory, credentials.forRegistry(name.registry()));
        var known = read.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        var found = ask(name, directory, credentials);
        if (found instanceof Found files) {
            read.put(key, files);
        }
        return found;
    }

    @Override
    public void close() {
        http.close();
    }

    private ImageDirectory ask(ImageName name, String directory, RegistryCredentials credentials) {
        try {
            var layers = new ImageLayers(
                    call,
                    digest -> RegistryCall.Target.blob(name, access, credentials, digest),
                    layers(name, credentials),
                    new ReadBudget(limits));
            return new DirectoryWalk(layers)
                    .read(directory)
                    .<ImageDirectory>map(Found::new)
                    .orElseGet(() ->
                            new NotFound("%s has no directory %s: correct the path, or put the files into the image."
                                    .formatted(name, directory)));
        } catch (RefusedImage refused) {
            return new Refused("%s of %s cannot be read: %s.".formatted(directory, name, refused.getMessage()));
        } catch (RegistryTrouble trouble) {
            return trouble(name, credentials, trouble.answer());
        }
    }

    /** Goes through an index at most once: an index of indexes is not an image. */
    private List<Layer> layers(ImageName name, RegistryCredentials credentials) throws RefusedImage, RegistryTrouble {
        return switch (manifest(name, credentials)) {
            case ImageManifest.Image(var layers) -> layers;
            case ImageManifest.Index(var digest) -> {
                var one = new ImageName(name.registry(), name.repository(), Optional.empty(), Optional.of(digest));
                if (manifest(one, credentials) instanceof ImageManifest.Image(var layers)) {
                    yield layers;
                }
                throw new RefusedImage("its index lists another index");
            }
        };
    }

    private ImageManifest manifest(ImageName name, RegistryCredentials credentials)
            throws RefusedImage, RegistryTrouble {
        var answer =
                call.send("GET", RegistryCall.Target.manifest(name, access, credentials), OciImageResolver.MANIFESTS);
        if (!(answer instanceof Answer.Got got) || got.status() != 200) {
            throw new RegistryTrouble(answer);
        }
        return switch (ManifestAnswer.read(name, got)) {
            case ImageResolution.Resolved _ -> ImageManifest.read(got.body());
            case ImageResolution.Unreachable(var _, var retryable)
            when retryable -> throw new RegistryTrouble(new Answer.Failed("it answered without a manifest", true));
            case ImageResolution.Unreachable _,
                    ImageResolution.NotFound _,
                    ImageResolution.Unauthorized _,
                    ImageResolution.WrongPlatform _ ->
                throw new RefusedImage("the registry contradicts itself: its manifest has another digest");
        };
    }

    private static ImageDirectory trouble(ImageName name, RegistryCredentials credentials, Answer answer) {
        return switch (answer) {
            case Answer.Failed(var why, var retryable) ->
                new Unreachable("The registry of %s could not be asked: %s.".formatted(name, why), retryable);
            case Answer.Got got
            when got.status() == 404 ->
                new NotFound("%s is not, or not whole, in its registry: push it again.".formatted(name));
            case Answer.Got got
            when got.status() == 401 || got.status() == 403 ->
                new Unauthorized(Refusal.message(name, credentials, got.status(), "read"));
            case Answer.Got got ->
                new Unreachable(
                        "The registry of %s answered HTTP %d.".formatted(name, got.status()),
                        got.status() == 429 || got.status() >= 500);
        };
    }
}
