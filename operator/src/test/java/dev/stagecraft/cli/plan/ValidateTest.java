package dev.stagecraft.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code stagecraft validate} prints, with no cluster to be found. */
class ValidateTest {
    @TempDir
    Path directory;

    @BeforeEach
    void files() {
        PlanInput.copy(directory);
    }

    private CliRun command() {
        return CliRun.in(directory).with("PATH", System.getenv("PATH"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    valid          | validate -f shop.yaml
                    valid-json     | validate -f shop.yaml -o json
                    source         | validate -f source/shop.yaml
                    faulty         | validate -f faulty.yaml
                    faulty-yaml    | validate -f faulty.yaml -o yaml
                    several        | validate -f shop.yaml -f stagecraft/base
                    overlay        | validate --env prod
                    foreign        | validate -f source/compose.yaml
                    not-yaml       | validate -f broken.yaml
                    format         | validate -f shop.yaml -o dot
                    unreachable    | validate -f shop.yaml --server
                    """)
    void itPrints(String name, String line) {
        command().golden("validate/" + name, command().run(line.split(" ")));
    }

    @Test
    void withoutFilesItSaysHowToNameSome() {
        command()
                .golden(
                        "validate/nothing",
                        CliRun.in(directory.resolve("source")).run("validate"));
    }

    @Test
    void theSameIsSaidOfStandardInput() {
        var piped = command().input(PlanInput.text("faulty.yaml")).run("validate", "-f", "-");

        assertEquals(
                command().run("validate", "-f", "faulty.yaml").out().replace("faulty.yaml:", "standard input:"),
                piped.out());
    }

    @ParameterizedTest
    @CsvSource({
        "spec.env, spec.env, true",
        "spec.env[0].name, spec.env, true",
        "spec.services, spec.services.web, true",
        "spec.env, spec.envFrom, false",
        "spec.envFrom[0], spec.env, false",
        "spec.env, '', false",
        "'', spec.env, false",
        "'', '', false",
    })
    void aFaultHidesOnlyWhatIsSaidOfTheSameField(String schema, String other, boolean same) {
        assertEquals(same, Validation.same(schema, other));
    }
}
