package dev.stagecraft.release;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes what a step that builds an image tells into the state. */
public final class Builds {
    /** The output with the digest of the image. */
    public static final String DIGEST = "digest";

    private static final String IMAGE = "image";
    private static final String TAG = "tag";
    private static final String SERVICES = "services";

    private Builds() {}

    /** The name of the image that a step of a build is about, as its content gives it. */
    public static String image(StepProgress step) {
        return step.inputs().getOrDefault(IMAGE, "");
    }

    /** Who makes it. */
    public static String executor(StepProgress step) {
        return step.inputs().getOrDefault("executor", "");
    }

    /** The name under which people find it. */
    public static String tag(StepProgress step) {
        return step.inputs().getOrDefault(TAG, "");
    }

    /** The services that run the image. */
    public static List<String> services(StepProgress step) {
        return List.of(step.inputs().getOrDefault(SERVICES, step.target()).split(","));
    }

    /** The same image, pinned. */
    public static String pinned(String image, String digest) {
        return image.substring(0, image.lastIndexOf(':')) + "@" + digest;
    }

    static State fold(State state, StepProgress step, Map<String, String> outputs) {
        var digest = outputs.getOrDefault(DIGEST, "");
        if (digest.isEmpty()) {
            return state;
        }
        return state.run()
                .flatMap(Run::release)
                .flatMap(state.history()::find)
                .map(release -> {
                    var images = new TreeMap<>(release.images());
                    services(step).forEach(service -> images.put(service, pinned(image(step), digest)));
                    return state.with(state.history().with(release.running(images)));
                })
                .orElse(state);
    }
}
