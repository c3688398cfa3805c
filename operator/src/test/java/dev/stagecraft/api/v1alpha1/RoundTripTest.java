package dev.stagecraft.api.v1alpha1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cluster.fabric8.LenientSerialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal values are equal bytes, whichever way they came about and whichever mapper writes them. */
class RoundTripTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFullStatusComesBackAsItWas(boolean lenient) {
        // Given
        var serialization = lenient ? LenientSerialization.create() : new KubernetesSerialization();
        var status = Samples.status();

        // When
        var written = serialization.asJson(status);
        var read = serialization.unmarshal(written, StagecraftStatus.class);

        // Then
        assertEquals(status, read);
        assertEquals(written, serialization.asJson(read));
        assertTrue(written.contains("\"startedAt\":\"2026-11-22T10:15:00.123Z\""), written);
    }

    @Test
    void aReleaseStatusComesBackAsItWas() {
        // Given
        var serialization = LenientSerialization.create();

        // When
        var written = serialization.asJson(Samples.releaseStatus());

        // Then
        assertEquals(Samples.releaseStatus(), serialization.unmarshal(written, ReleaseStatus.class));
    }

    @Test
    void theOrderInWhichAMapWasFilledDoesNotShow() {
        // Given
        var serialization = LenientSerialization.create();
        Map<String, DatabaseStatus> forwards = new HashMap<>();
        Map<String, DatabaseStatus> backwards = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            forwards.put("db" + i, new DatabaseStatus(i, "", 0, "", ""));
            backwards.put("db" + (99 - i), new DatabaseStatus(99 - i, "", 0, "", ""));
        }

        // When
        var one = Samples.status().toBuilder().databases(forwards).build();
        var other = Samples.status().toBuilder().databases(backwards).build();

        // Then
        assertEquals(serialization.asJson(one), serialization.asJson(other));
    }

    @Test
    void whatIsAbsentIsNotWritten() {
        // When
        var written = LenientSerialization.create().asJson(StagecraftStatus.EMPTY);

        // Then
        assertEquals("{\"observedGeneration\":-1,\"handled\":{}}", written);
    }

    @Test
    void aResourceWithoutSpecAndStatusHasEmptyOnes() {
        // When
        var read = LenientSerialization.create().unmarshal("{\"spec\": null, \"status\": null}", Stagecraft.class);

        // Then
        assertEquals(StagecraftSpec.EMPTY, read.getSpec());
        assertEquals(StagecraftStatus.EMPTY, read.getStatus());
    }

    @Test
    void theSampleLeavesNothingOut() {
        // When
        var unset = Arrays.stream(StagecraftStatus.class.getRecordComponents())
                .filter(component ->
                        value(component, Samples.status()).equals(value(component, StagecraftStatus.EMPTY)))
                .map(RecordComponent::getName)
                .toList();

        // Then
        assertEquals(List.of(), unset);
    }

    private static Object value(RecordComponent component, Object owner) {
        try {
            return String.valueOf(component.getAccessor().invoke(owner));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
