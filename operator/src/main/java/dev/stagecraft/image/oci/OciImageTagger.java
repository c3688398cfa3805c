package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageTagger;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.image.TagResult;
import dev.stagecraft.image.TagResult.NotFound;
import dev.stagecraft.image.TagResult.Refused;
import dev.stagecraft.image.TagResult.Tagged;
import dev.stagecraft.image.TagResult.Unauthorized;
import dev.stagecraft.image.TagResult.Unreachable;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sets tags over the OCI distribution API: the manifest is read by its digest, checked, and put under the tag byte for
 * byte. Layers are not touched. The tag is read before, so that nothing is written in vain, and afterwards.
 */
public final class OciImageTagger implements ImageTagger, AutoCloseable {
    private static final String READ = "pull";
    private static final String WRITE = "pull,push";
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([A-Z][A-Z_]{1,60})\"");

    private final RegistryAccess access;
    private final RegistryHttp http;
    private final RegistryCall call;

    public OciImageTagger(RegistryAccess access, Clock clock) {
        this.access = access;
        http = new RegistryHttp(access, new AddressGuard(HostLookup.SYSTEM));
        call = new RegistryCall(http, new TokenStore(clock));
    }

    @Override
    public TagResult tag(ImageName digested, String tag, RegistryCredentials credentials) {
        var digest = digested.digest()
                .orElseThrow(() -> new IllegalArgumentException(digested + " is not pinned by digest."));
        var tagged = new ImageName(digested.registry(), digested.repository(), Optional.of(tag), Optional.empty());
        var before = look(tagged, credentials);
        return switch (before) {
            case ImageResolution.Resolved(var there, var _) when there.equals(digest) -> new Tagged(false);
            case ImageResolution.Resolved _, ImageResolution.NotFound _ -> copy(digested, tagged, credentials);
            case ImageResolution.Unauthorized _, ImageResolution.Unreachable _, ImageResolution.WrongPlatform _ ->
                trouble(before);
        };
    }

    @Override
    public void close() {
        http.close();
    }

    private ImageResolution look(ImageName tagged, RegistryCredentials credentials) {
        var target = RegistryCall.Target.tag(tagged, access, credentials, tagged.reference(), READ);
        var head = call.send("HEAD", target, OciImageResolver.MANIFESTS);
        return OciImageResolver.read(
                tagged,
                credentials,
                ManifestAnswer.needsBody(head) ? call.send("GET", target, OciImageResolver.MANIFESTS) : head);
    }

    private TagResult copy(ImageName digested, ImageName tagged, RegistryCredentials credentials) {
        var source = RegistryCall.Target.manifest(digested, access, credentials);
        var answer = call.send("GET", source, OciImageResolver.MANIFESTS);
        var read = OciImageResolver.read(digested, credentials, answer);
        if (!(read instanceof ImageResolution.Resolved(var digest, var mediaType))
                || !(answer instanceof Answer.Got got)) {
            return trouble(read);
        }
        var body = new byte[got.body().remaining()];
        got.body().duplicate().get(body);
        var target = RegistryCall.Target.tag(tagged, access, credentials, tagged.reference(), WRITE);
        return switch (call.put(target, mediaType, body)) {
            case Answer.Failed(var why, var retryable) ->
                new Unreachable("%s could not be set: %s.".formatted(tagged, why), retryable);
            case Answer.Got put -> written(put, digest, tagged, credentials);
        };
    }

    private TagResult written(Answer.Got put, String digest, ImageName tagged, RegistryCredentials credentials) {
        return switch (put.status()) {
            case 200, 201 -> confirmed(put.header("Docker-Content-Digest"), digest, tagged, credentials);
            case 401, 403 -> new Unauthorized(Refusal.message(tagged, credentials, put.status(), "write"));
            case 400, 404, 405, 409, 412, 413, 422 ->
                new Refused(
                        ("The registry does not let %s be set (HTTP %d%s): if its tags are immutable, choose another"
                                        + " version, or remove the tag there.")
                                .formatted(tagged, put.status(), code(put)));
            default ->
                new Unreachable(
                        "%s could not be set: the registry answered HTTP %d%s."
                                .formatted(tagged, put.status(), code(put)),
                        put.status() >= 500 || put.status() == 429 || put.status() == 408);
        };
    }

    private TagResult confirmed(String said, String digest, ImageName tagged, RegistryCredentials credentials) {
        if (!said.isEmpty() && !said.equals(digest)) {
            return new Unreachable(
                    "The registry of %s contradicts itself: it took %s and says that it has another digest."
                            .formatted(tagged, digest),
                    false);
        }
        var after = look(tagged, credentials);
        return switch (after) {
            case ImageResolution.Resolved(var there, var _) when there.equals(digest) -> new Tagged(true);
            case ImageResolution.Resolved(var there, var _) ->
                new Unreachable(
                        "%s was set to %s and names %s now: something else sets this tag too, or the registry is behind."
                                .formatted(tagged, digest, there),
                        true);
            case ImageResolution.NotFound _ ->
                new Unreachable("%s was set, and the registry does not have it yet.".formatted(tagged), true);
            case ImageResolution.Unauthorized _, ImageResolution.Unreachable _, ImageResolution.WrongPlatform _ ->
                trouble(after);
        };
    }

    private static TagResult trouble(ImageResolution read) {
        return switch (read) {
            case ImageResolution.NotFound(var message) -> new NotFound(message);
            case ImageResolution.Unauthorized(var message) -> new Unauthorized(message);
            case ImageResolution.Unreachable(var message, var retryable) -> new Unreachable(message, retryable);
            case ImageResolution.Resolved _, ImageResolution.WrongPlatform _ ->
                throw new IllegalStateException("No trouble: " + read);
        };
    }

    /** The registry's own word for it; its text is not shown, for it may say anything. */
    private static String code(Answer.Got got) {
        var text = UTF_8.decode(got.body().duplicate()).toString();
        var code = CODE.matcher(text);
        return code.find() ? " " + code.group(1) : "";
    }
}
