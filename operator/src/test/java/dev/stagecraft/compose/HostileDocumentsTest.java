package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import dev.stagecraft.compose.ComposeProblem.Code;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(10)
class HostileDocumentsTest {
    private static final long SIXTEEN_MIB = 16L << 20;
    private static final String GOOD = "services: {web: {image: \"a:1\"}}\n";

    static Stream<Arguments> corpus() {
        return Stream.of(
                arguments("aliases that double forty times", bomb(40, 2), Code.LIMIT),
                arguments("aliases that multiply by nine", bomb(5, 9), Code.LIMIT),
                arguments("merge keys that double", mergeBomb(), Code.LIMIT),
                arguments("51 aliases", "a: &a x\nb: [" + "*a, ".repeat(51) + "]\n" + GOOD, Code.LIMIT),
                arguments("three megabytes", "x: " + "a".repeat(3 << 20) + "\n" + GOOD, Code.LIMIT),
                arguments("three bytes a character", "x: " + "€".repeat(100_000) + "\n" + GOOD, Code.LIMIT),
                arguments("a hundred thousand values", "x: [" + "a,".repeat(100_000) + "]\n" + GOOD, Code.LIMIT),
                arguments("ten thousand brackets", "x: " + "[".repeat(10_000), Code.LIMIT),
                arguments("ten thousand braces", "x: " + "{a: ".repeat(10_000), Code.LIMIT),
                arguments("ten thousand dashes", "- ".repeat(10_000), Code.LIMIT),
                arguments("five hundred indents", indents(500), Code.LIMIT),
                arguments("depth through aliases", deepAliases(), Code.LIMIT),
                arguments("duplicate keys", "services: {}\n" + GOOD, Code.INVALID),
                arguments("duplicate merge keys", "a: &a {}\nb: {<<: *a, <<: *a}\n" + GOOD, Code.INVALID),
                arguments("a Java tag", "x: !!javax.script.ScriptEngineManager [x]\n" + GOOD, Code.INVALID),
                arguments("a Java tag on a scalar", "x: !!java.lang.String x\n" + GOOD, Code.INVALID),
                arguments("a binary", "x: !!binary aGk=\n" + GOOD, Code.INVALID),
                arguments("a tag that does not fit", "x: !!int abc\n" + GOOD, Code.INVALID),
                arguments("a local tag", "x: !other null\n" + GOOD, Code.INVALID),
                arguments("a mapping tag on a list", "x: !!map [a]\n" + GOOD, Code.INVALID),
                arguments("a number as a key", "8080: x\n" + GOOD, Code.INVALID),
                arguments("a list as a key", "? [a]\n: x\n" + GOOD, Code.INVALID),
                arguments("an unknown alias", "x: *nobody\n" + GOOD, Code.INVALID),
                arguments("an alias to itself", "x: &x [*x]\n" + GOOD, Code.INVALID),
                arguments("merging a word", "x: {<<: word}\n" + GOOD, Code.INVALID),
                arguments("two documents", GOOD + "---\n" + GOOD, Code.INVALID),
                arguments("NUL in an escape", "x: \"\\0\"\n" + GOOD, Code.INVALID),
                arguments("half a character", "x: \"\\uD800\"\n" + GOOD, Code.INVALID),
                arguments("a list at the top", "[a]", Code.INVALID),
                arguments("a raw control character", "x: \u0001\n", Code.NOT_YAML),
                arguments("a tab as indentation", "a:\n\t- b\n", Code.NOT_YAML),
                arguments("an open quotation mark", "a: \"b\n", Code.NOT_YAML));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void hostileDocumentIsRefusedWithoutSpendingMemory(String name, String yaml, Code code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ComposeParser.parse(GOOD);
        long before = threads.getCurrentThreadAllocatedBytes();

        ParseResult result = ComposeParser.parse(yaml);

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(
                code,
                assertInstanceOf(ParseResult.Rejected.class, result)
                        .problems()
                        .getFirst()
                        .code(),
                name);
        assertTrue(allocated < SIXTEEN_MIB, () -> name + " allocated " + allocated + " bytes");
    }

    @Test
    void whatIsNotYamlSaysLineAndColumn() {
        ComposeProblem problem = Documents.rejected("services:\n  web: {image: nginx\n  db: x\n");

        assertEquals(3, problem.line().orElseThrow());
        assertTrue(problem.message().contains("line 3, column 5"), problem.message());
    }

    @Test
    void justWithinTheLimitsIsAccepted() {
        String yaml = "a: &a x\nb: [" + "*a, ".repeat(50) + "]\nc: " + "[".repeat(63) + "]".repeat(63) + "\n" + GOOD;

        assertEquals(1, Documents.parsed(yaml).services().size());
    }

    private static String bomb(int levels, int times) {
        return "l0: &l0 [x, x]\n"
                + IntStream.range(1, levels)
                        .mapToObj(i -> "l%d: &l%d [%s]\n".formatted(i, i, ("*l" + (i - 1) + ", ").repeat(times)))
                        .collect(Collectors.joining())
                + GOOD;
    }

    private static String mergeBomb() {
        return "l0: &l0 {a: {b: c}}\n"
                + IntStream.range(1, 20)
                        .mapToObj(i -> "l%d: &l%d {<<: *l%d, k%d: *l%d}\n".formatted(i, i, i - 1, i, i - 1))
                        .collect(Collectors.joining())
                + GOOD;
    }

    private static String deepAliases() {
        return "l0: &l0 " + "[".repeat(60) + "]".repeat(60) + "\nl1: [[[[[*l0]]]]]\n" + GOOD;
    }

    private static String indents(int levels) {
        return IntStream.range(0, levels).mapToObj(i -> " ".repeat(i) + "a:\n").collect(Collectors.joining());
    }
}
