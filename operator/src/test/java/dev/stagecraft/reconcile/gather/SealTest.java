package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final Secret KEY = Secret.of("fingerprint-key");
    private static final Map<String, Secret> BUNDLE =
            Map.of("SOCK", Secret.of("/data"), Contents.KEY, Secret.of("{\"files\": []}"));

    private final Map<String, Secret> sealed = Seal.sealed(BUNDLE, KEY);
    private final String fingerprint = Seal.fingerprint(sealed);

    private boolean fits(String name, String value) {
        var replaced = new TreeMap<>(sealed);
        replaced.put(name, Secret.of(value));
        return Seal.fits(fingerprint, replaced);
    }

    @Test
    void theBundleThatWasSealedFitsAndNoOther() {
        assertTrue(Seal.fits(fingerprint, sealed));

        assertFalse(fits("SOCK", "/run/docker.sock"));
        assertFalse(fits("MORE", "x"));
        assertFalse(fits(Contents.KEY, "{}"));
        assertFalse(fits(Seal.KEY, "another"));
        assertFalse(fits(Seal.KEY, ""));
        assertFalse(Seal.fits(fingerprint, BUNDLE));
        assertFalse(Seal.fits(fingerprint, Map.of()));
        assertFalse(Seal.fits(fingerprint, Seal.sealed(Map.of("SOCK", Secret.of("/run/docker.sock")), KEY)));
    }

    @Test
    void theSameBundleHasTheSameFingerprintWhichTellsNothingWithoutTheKey() {
        assertEquals(fingerprint, Seal.fingerprint(Seal.sealed(BUNDLE, KEY)));
        assertNotEquals(fingerprint, Seal.fingerprint(Seal.sealed(BUNDLE, Secret.of("another"))));
        assertTrue(fingerprint.length() <= 128, fingerprint);
    }

    @Test
    void whatWasStoredBeforeThereWereSealsIsStillServed() {
        assertTrue(Seal.fits(new Environment(new TreeMap<>(BUNDLE), BUNDLE.keySet()).fingerprint(KEY), BUNDLE));
        assertTrue(Seal.fits("", Map.of()));
    }
}
