package dev.stagecraft.reconcile.gather;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ties the Secret of a release to its release object. More people may replace a Secret than may change a release, and what a
 * release was allowed to do to its hosts was judged with these values. The key is in the Secret itself, so that it can be verified
 * without anything else, and so that the object tells nothing to those who see only that.
 */
final class Seal {
    /** The key of a release's bundle that holds it; no variable can have that name. */
    static final String KEY = "release.seal";

    /** Fingerprints from before there were seals do not begin so. */
    private static final String FORM = "sealed-";

    private Seal() {}

    /** The bundle with its seal, which is the same for the same bundle. */
    static Map<String, Secret> sealed(Map<String, Secret> bundle, Secret fingerprintKey) {
        var sealed = new TreeMap<>(bundle);
        sealed.put(KEY, Secret.of(Environment.fingerprint(fingerprintKey, content(bundle))));
        return sealed;
    }

    /** For the release object. */
    static String fingerprint(Map<String, Secret> sealed) {
        var key = sealed.getOrDefault(KEY, Secret.of(""));
        return key.isEmpty() ? "" : FORM + Environment.fingerprint(key, content(sealed));
    }

    /** Whether a bundle is the one that a release object tells of. */
    static boolean fits(String fingerprint, Map<String, Secret> bundle) {
        return !fingerprint.startsWith(FORM) || fingerprint.equals(fingerprint(bundle));
    }

    private static byte[] content(Map<String, Secret> bundle) {
        var values = new TreeMap<String, Object>();
        bundle.forEach((name, value) -> values.put(name, value.reveal()));
        values.remove(KEY);
        return CanonicalJson.write(values).getBytes(UTF_8);
    }
}
