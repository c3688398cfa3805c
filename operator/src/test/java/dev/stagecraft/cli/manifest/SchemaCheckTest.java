package dev.stagecraft.cli.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {
    private static final String SCHEMA = """
            type: object
            required: [name]
            properties:
              name: {type: string, minLength: 1, maxLength: 5, pattern: "^[a-z$]+$"}
              kind: {type: string, enum: [A, B, ""]}
              count: {type: integer, minimum: 1, maximum: 9, format: int32}
              share: {type: number}
              flag: {type: boolean, default: true}
              when: {type: string, nullable: true}
              port: {x-kubernetes-int-or-string: true}
              tags: {type: array, maxItems: 2, minItems: 1, x-kubernetes-list-type: set, items: {type: string}}
              hosts:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items: {type: object, properties: {name: {type: string}}}
              any: {type: object, x-kubernetes-preserve-unknown-fields: true}
              texts: {type: object, maxProperties: 1, additionalProperties: {type: string}}
            """;

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: ab}                                         | []
                    {name: ab, flag: null, when: null}                 | []
                    {name: ab, any: {x: {y: 1}}, texts: {a: b}}        | []
                    {name: ab, port: 80, share: 0.5, count: 2.0}       | []
                    {name: ab, kind: '', tags: [a, b]}                 | []
                    {}                                                 | [name Required]
                    {name: null}                                       | [name InvalidType]
                    {name: ''}                                         | [name TooShort]
                    {name: abcdef}                                     | [name TooLong]
                    {name: AB}                                         | [name InvalidValue]
                    {name: "ab\\n"}                                    | [name InvalidValue]
                    {name: ab, nome: x}                                | [nome UnknownField]
                    {name: ab, kind: C}                                | [kind NotSupported]
                    {name: ab, count: 0}                               | [count TooSmall]
                    {name: ab, count: 99999999999}                     | [count TooLarge, count TooLarge]
                    {name: ab, count: 1.5}                             | [count InvalidType]
                    {name: ab, port: {}}                               | [port InvalidType]
                    {name: ab, tags: []}                               | [tags TooFew]
                    {name: ab, tags: [a, b, a]}                        | [tags TooMany, tags[2] Duplicate]
                    {name: ab, hosts: [{name: x}, {name: x}]}          | [hosts[1] Duplicate]
                    {name: ab, hosts: [{name: 1}]}                     | [hosts[0].name InvalidType]
                    {name: ab, texts: {a: 1, b: c}}                    | [texts TooMany, texts.a InvalidType]
                    []                                                 | [ InvalidType]
                    """)
    void everyFaultIsFound(String value, String expected) {
        var found = new SchemaCheck().check(yaml(SCHEMA), yaml(value));

        assertEquals(
                expected,
                found.stream()
                        .map(one -> one.path() + " " + one.reason())
                        .toList()
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {a: {}, l: [{}]}         | {"a":{"b":2},"l":[{"c":"x"}],"m":{"n":3}}
                    {a: {b: 7}, m: {n: null}} | {"a":{"b":7},"m":{"n":3}}
                    {m: {k: 1}}              | {"m":{"k":1,"n":3}}
                    """)
    void defaultsAreThoseOfTheApiServer(String value, String expected) {
        var schema = yaml("""
                properties:
                  a: {properties: {b: {default: 2}}}
                  l: {items: {properties: {c: {default: x}}}}
                  m: {default: {}, properties: {n: {default: 3}}}
                """);
        var given = yaml(value);

        Defaults.add(schema, given);

        assertEquals(expected, given.toString());
    }

    @org.junit.jupiter.api.Test
    void anUnknownFieldIsToldWithThoseThatThereAre() {
        var found = new SchemaCheck().check(yaml("{type: object, properties: {b: {}, a: {}}}"), yaml("{c: 1}"));

        assertEquals(List.of(new Violation("c", "UnknownField", "is not a field; there are: a, b")), found);
    }
}
