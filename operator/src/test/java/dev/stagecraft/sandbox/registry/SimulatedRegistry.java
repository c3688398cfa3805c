package dev.stagecraft.sandbox.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry on a free loopback port. Safe from any thread; nothing outlives {@link #close}. */
public final class SimulatedRegistry implements AutoCloseable {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, SimulatedImage> byReference = new ConcurrentHashMap<>();
    private final List<RegistryRequest> journal = new CopyOnWriteArrayList<>();
    private final StoredContent content = new StoredContent();
    private final RegistryTokens tokens = new RegistryTokens();
    private volatile Weather weather = Weather.FAIR;
    private volatile String blobOrigin = "";
    private volatile Optional<RefusedWrites> refusedWrites = Optional.empty();

    /** What is answered to who writes. */
    record RefusedWrites(int status, String code) {}

    private SimulatedRegistry(HttpServer server) {
        this.server = server;
    }

    /** Listens at once. */
    public static SimulatedRegistry start() {
        try {
            var registry = new SimulatedRegistry(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64));
            registry.server.createContext("/", new RegistryHandler(registry));
            registry.server.setExecutor(registry.threads);
            registry.server.start();
            return registry;
        } catch (IOException failure) {
            throw new UncheckedIOException("A free loopback port for the registry could not be had.", failure);
        }
    }

    /** {@code 127.0.0.1:port}, as it stands in image references. */
    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts an image under a tag that behaves as named, and gives its digest; a tag that exists moves. */
    public String push(String repository, String tag, String behaviour) {
        return push(repository, tag, Map.of(SimulatedImage.BEHAVIOUR, behaviour));
    }

    /** Puts an image under a tag, and gives its digest; a tag that exists moves, and the old digest stays to be had. */
    public String push(String repository, String tag, Map<String, String> data) {
        var image = new SimulatedImage(repository + ":" + tag, data);
        byReference.put(repository + "@" + image.digest(), image);
        byReference.put(repository + ":" + tag, image);
        return image.digest();
    }

    /** Puts an image of layers, the lowest first, gzipped or plain by their first bytes, and gives its digest. */
    public String pushLayers(String repository, byte[]... layers) {
        return pushManifest(
                repository,
                SimulatedImage.MEDIA_TYPE,
                "{\"schemaVersion\":2,\"layers\":[%s]}".formatted(described(repository, layers)));
    }

    /** Puts a healthy image of layers under a tag, and gives its digest. */
    public String pushTagged(String repository, String tag, byte[]... layers) {
        return push(
                repository,
                tag,
                Map.of(SimulatedImage.BEHAVIOUR, "healthy", SimulatedImage.LAYERS, described(repository, layers)));
    }

    private String described(String repository, byte[]... layers) {
        return Stream.of(layers)
                .map(layer ->
                        "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar%s\",\"digest\":\"%s\",\"size\":%d}"
                                .formatted(layer[0] == 0x1f ? "+gzip" : "", pushBlob(repository, layer), layer.length))
                .collect(Collectors.joining(","));
    }

    /** Puts a blob, and gives its digest. */
    public String pushBlob(String repository, byte[] blob) {
        var digest = StoredContent.digest(blob);
        serveBlob(repository, digest, blob);
        return digest;
    }

    /** Serves these bytes under any digest, as a registry that lies would. */
    public void serveBlob(String repository, String digest, byte[] blob) {
        content.put("/v2/%s/blobs/%s".formatted(repository, digest), "application/octet-stream", blob);
    }

    /** Puts a manifest or an index as it is, and gives its digest. */
    public String pushManifest(String repository, String mediaType, String json) {
        var bytes = json.getBytes(UTF_8);
        var digest = StoredContent.digest(bytes);
        content.put("/v2/%s/manifests/%s".formatted(repository, digest), mediaType, bytes);
        return digest;
    }

    /** Makes a tag name a manifest that was put as it is. */
    public void retag(String repository, String tag, String digest) {
        var path = "/v2/%s/manifests/".formatted(repository);
        content.get(path + digest).ifPresent(known -> content.put(path + tag, known.mediaType(), known.copy()));
    }

    /** Puts an index of images, one for each platform as in {@code linux/amd64}, under a tag, and gives its digest. */
    public String pushIndex(String repository, String tag, String... platforms) {
        var listed = Stream.of(platforms)
                .map(platform -> "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"platform\":%s}"
                        .formatted(
                                SimulatedImage.MEDIA_TYPE,
                                pushFor(repository, tag + "-" + platform.replace('/', '-'), platform),
                                platformJson(platform)))
                .collect(Collectors.joining(","));
        return pushManifest(
                repository,
                tag,
                INDEX,
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(INDEX, listed));
    }

    /** Puts an image whose configuration names its platform under a tag, and gives its digest. */
    public String pushFor(String repository, String tag, String platform) {
        var config = pushBlob(repository, platformJson(platform).getBytes(UTF_8));
        return pushManifest(
                repository,
                tag,
                SimulatedImage.MEDIA_TYPE,
                "{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},\"layers\":[]}".formatted(config));
    }

    private static String platformJson(String platform) {
        var parts = platform.split("/");
        return "{\"os\":\"%s\",\"architecture\":\"%s\"%s}"
                .formatted(parts[0], parts[1], parts.length > 2 ? ",\"variant\":\"" + parts[2] + "\"" : "");
    }

    private String pushManifest(String repository, String tag, String mediaType, String json) {
        content.put("/v2/%s/manifests/%s".formatted(repository, tag), mediaType, json.getBytes(UTF_8));
        return pushManifest(repository, mediaType, json);
    }

    /** From now on manifests are not taken: the answer is this status, with a code word as the protocol has them. */
    public void refuseWrites(int status, String code) {
        refusedWrites = Optional.of(new RefusedWrites(status, code));
    }

    /** What is known of an image; {@code reference} is a tag or a digest. */
    public Optional<SimulatedImage> find(String repository, String reference) {
        return Optional.ofNullable(
                byReference.get(repository + (reference.startsWith("sha256:") ? "@" : ":") + reference));
    }

    /** From now on only callers with a token are served; each token is good for so many seconds of {@code expires_in}. */
    public void requireToken(long seconds) {
        tokens.require(seconds);
    }

    /**
     * From now on only this user is served: with a password, or, after {@link #requireToken}, with a token that is only
     * given for it.
     */
    public void requireUser(String name, String password) {
        tokens.user(name, password);
    }

    /** Whether a {@code config.json} holds the login that is required, if one is. */
    public boolean admits(String dockerConfig) {
        return tokens.admits(dockerConfig);
    }

    /** After {@link #requireToken}, tokens are also given for this identity token. */
    public void acceptIdentity(String token) {
        tokens.identity(token);
    }

    /** Changes what happens to callers from now on, and to those that hang. */
    public void weather(Weather weather) {
        synchronized (journal) {
            this.weather = requireNonNull(weather);
            journal.notifyAll();
        }
    }

    /** Every request so far, oldest first. */
    public List<RegistryRequest> journal() {
        return List.copyOf(journal);
    }

    @Override
    public void close() {
        weather(Weather.FAIR);
        server.stop(0);
        threads.shutdownNow();
    }

    Weather weather() {
        return weather;
    }

    /** From now on layers are only pointed to, at the same path of another origin, as large registries do. */
    public void redirectBlobs(String origin) {
        blobOrigin = origin;
    }

    String blobOrigin() {
        return blobOrigin;
    }

    Optional<RefusedWrites> refusedWrites() {
        return refusedWrites;
    }

    /** Takes a manifest that a client writes, and gives its digest. */
    String put(String repository, String tag, String mediaType, byte[] body) {
        var digest = StoredContent.digest(body);
        if (weather == Weather.LOSES_WRITES) {
            return digest;
        }
        var path = "/v2/%s/manifests/".formatted(repository);
        var image = find(repository, digest);
        image.ifPresentOrElse(
                known -> {
                    content.remove(path + tag);
                    byReference.put(repository + ":" + tag, known);
                },
                () -> {
                    content.put(path + tag, mediaType, body);
                    content.put(path + digest, mediaType, body);
                });
        return digest;
    }

    StoredContent content() {
        return content;
    }

    RegistryTokens tokens() {
        return tokens;
    }

    void note(RegistryRequest request) {
        journal.add(request);
    }

    /** Returns when the weather is no longer {@link Weather#HANGS}. */
    void hang() throws InterruptedException {
        synchronized (journal) {
            while (weather == Weather.HANGS) {
                journal.wait();
            }
        }
    }
}
