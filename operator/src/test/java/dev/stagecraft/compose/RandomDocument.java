package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Compose files full of what nobody expects, the same for the same seed. */
record RandomDocument(Random random, boolean longKeys) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> AWKWARD = List.of(
            "",
            " ",
            "yes",
            "on",
            "no",
            "~",
            "null",
            "true",
            "22:22",
            "0x1F",
            "1e3",
            "0644",
            "2026-11-22",
            "1_0",
            "=",
            "<<",
            "- a",
            "a: b",
            "#c",
            "@",
            "`",
            "%",
            "!t",
            "&a",
            "*a",
            "|",
            ">",
            "'",
            "\"",
            "\\",
            "{",
            "[",
            "a\nb",
            "\t",
            "\r\n",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\u0001",
            "\ud83d\ude80",
            "\u05d0",
            "e\u0301",
            "? x",
            ": ",
            "---",
            "...",
            "$$x",
            ".inf");

    static ObjectNode of(long seed) {
        return new RandomDocument(new Random(seed), true).document();
    }

    /** As JSON, where a YAML reader takes no key of more than 1024 characters; raw characters that YAML forbids are escaped. */
    static String json(long seed) {
        return Documents.ascii(new RandomDocument(new Random(seed), false).document());
    }

    private ObjectNode document() {
        ObjectNode document = NODES.objectNode();
        ObjectNode services = document.putObject("services");
        for (int i = 0; i <= random.nextInt(3); i++) {
            ObjectNode service = services.putObject("s" + i);
            service.put("image", "example.com/i:" + i);
            service.set("x-" + key(), node(4));
            service.set("command", node(1));
        }
        document.set("x-" + key(), node(5));
        return document;
    }

    private JsonNode node(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
            case 3 -> NODES.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 4 -> NODES.numberNode(new BigInteger(64 + random.nextInt(60), random).setBit(70));
            case 5, 6 -> NODES.textNode(text());
            case 7 -> sequence(depth);
            default -> mapping(depth);
        };
    }

    private ArrayNode sequence(int depth) {
        ArrayNode sequence = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            sequence.add(node(depth - 1));
        }
        return sequence;
    }

    private ObjectNode mapping(int depth) {
        ObjectNode mapping = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            mapping.set(key(), node(depth - 1));
        }
        return mapping;
    }

    private String text() {
        StringBuilder text = new StringBuilder(AWKWARD.get(random.nextInt(AWKWARD.size())));
        while (random.nextInt(3) > 0) {
            text.append(AWKWARD.get(random.nextInt(AWKWARD.size())));
        }
        return random.nextInt(100) == 0 ? text.toString().repeat(300) : text.toString();
    }

    private String key() {
        String text = text();
        return longKeys
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.min(50, text.codePointCount(0, text.length()))));
    }
}
