package dev.stagecraft.cluster.fabric8;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.Serial;
import java.util.Set;

/**
 * The serialization that the operator's client must be built with. A value of one of our resources that has the wrong type,
 * as an object stored under another version of the schema may have, is read as absent; otherwise one such object would stop
 * the informer, and with it the operator, for all of them.
 */
public final class LenientSerialization {
    private static final Set<Class<?>> OURS = Set.of(Stagecraft.class, StagecraftRelease.class);

    private LenientSerialization() {}

    /** A new one, since a serialization holds the types its client has met. */
    public static KubernetesSerialization create() {
        var module = new SimpleModule("stagecraft-lenient").setDeserializerModifier(new Modifier());
        return new KubernetesSerialization(new ObjectMapper().registerModule(module), true);
    }

    private static final class Modifier extends BeanDeserializerModifier {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return OURS.contains(bean.getBeanClass()) ? new LenientDeserializer(deserializer) : deserializer;
        }
    }
}
