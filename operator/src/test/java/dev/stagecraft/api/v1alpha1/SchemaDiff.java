package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The differences between a schema and a Java type, a sentence each, beginning with the path of the field. */
final class SchemaDiff {
    private static final Map<Class<?>, String> SCALARS = Map.of(
            String.class, "string",
            Instant.class, "string:date-time",
            int.class, "integer:int32",
            Integer.class, "integer:int32",
            long.class, "integer:int64",
            Long.class, "integer:int64",
            boolean.class, "boolean",
            Boolean.class, "boolean");

    private static final Map<String, Type> CONDITION = Map.of(
            "type", String.class,
            "status", String.class,
            "observedGeneration", Long.class,
            "lastTransitionTime", Instant.class,
            "reason", String.class,
            "message", String.class);

    private final List<String> differences = new ArrayList<>();

    private SchemaDiff() {}

    static List<String> of(String path, JsonNode schema, Type type) {
        var diff = new SchemaDiff();
        diff.compare(path, schema, type);
        return List.copyOf(diff.differences);
    }

    private void compare(String path, JsonNode schema, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            kind(path, schema, "array", type);
            compare(path + "[]", schema.path("items"), generic.getActualTypeArguments()[0]);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            kind(path, schema, "object", type);
            compare(path + ".*", schema.path("additionalProperties"), generic.getActualTypeArguments()[1]);
        } else if (type == JsonNode.class) {
            if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                differences.add(path + ": Java takes any JSON, and the schema would prune it.");
            }
        } else if (type instanceof Class<?> scalar && SCALARS.containsKey(scalar)) {
            kind(path, schema, SCALARS.get(scalar), type);
        } else {
            kind(path, schema, "object", type);
            fields(path, schema.path("properties"), components(type));
        }
    }

    private void fields(String path, JsonNode properties, Map<String, Type> components) {
        var names = new TreeSet<>(components.keySet());
        properties.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String field = path + "." + name;
            Type component = components.get(name);
            if (component == null) {
                differences.add(field + ": in the schema, but in no Java type.");
            } else if (!properties.has(name)) {
                differences.add(field + ": in Java, but not in the schema.");
            } else {
                compare(field, properties.get(name), component);
            }
        }
    }

    private void kind(String path, JsonNode schema, String expected, Type type) {
        String format = schema.path("format").asText();
        String actual = schema.path("type").asText("nothing") + (format.isEmpty() ? "" : ":" + format);
        if (!actual.equals(expected)) {
            differences.add("%s: %s in the schema, but Java has %s, which is %s."
                    .formatted(path, actual, type.getTypeName(), expected));
        }
    }

    private static Map<String, Type> components(Type type) {
        if (type == Condition.class) {
            return CONDITION;
        }
        if (!(type instanceof Class<?> owner && owner.isRecord())) {
            throw new AssertionError("No rule says what JSON " + type + " is; add one to SchemaDiff.");
        }
        var components = new LinkedHashMap<String, Type>();
        for (RecordComponent component : owner.getRecordComponents()) {
            components.put(component.getName(), component.getGenericType());
        }
        return components;
    }

    /** Where the default of the schema is not what Java makes of an absent field. */
    static List<String> ofDefaults(String path, JsonNode schema, Type type, ObjectMapper mapper) {
        var differences = new ArrayList<String>();
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            JsonNode inner = schema.has("items") ? schema.path("items") : schema.path("additionalProperties");
            differences.addAll(ofDefaults(path + "[]", inner, last, mapper));
        } else if (type instanceof Class<?> owner && owner.isRecord() && owner != KeyRef.class) {
            Object absent = mapper.convertValue(mapper.createObjectNode(), owner);
            Arrays.stream(owner.getRecordComponents()).forEach(component -> {
                JsonNode field = schema.path("properties").path(component.getName());
                String below = path + "." + component.getName();
                if (field.has("default")) {
                    Object expected =
                            mapper.convertValue(field.get("default"), mapper.constructType(component.getGenericType()));
                    Object actual = value(component, absent);
                    if (!expected.equals(actual)) {
                        differences.add("%s: %s by default, but %s in Java.".formatted(below, expected, actual));
                    }
                }
                differences.addAll(ofDefaults(below, field, component.getGenericType(), mapper));
            });
        }
        return differences;
    }

    private static Object value(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
