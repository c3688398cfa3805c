package dev.stagecraft.api.v1alpha1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** The corpus as files, for whoever else says what is valid. */
public final class CrdCorpus {
    private CrdCorpus() {}

    /** File name to text; the names begin with {@code valid-} or {@code invalid-}. */
    public static SortedMap<String, String> texts() {
        var directory = Crd.ROOT.resolve("operator/src/test/resources/crd");
        try (var files = Files.list(directory)) {
            var texts = new TreeMap<String, String>();
            for (Path file : files.toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
