package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/kernels.md and docs/protocol.md say of this kernel names a test that is there. */
class KernelTableTests {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern LAST_CELL =
            Pattern.compile("\\| (`[\\w.]+`(?:, `[\\w.]+`)*) \\|$");

    @ParameterizedTest
    @CsvSource({"kernels.md, 40", "protocol.md, 30"})
    void everyRowIsHeldByATestThatExists(String page, int atLeast) throws IOException {
        List<String> missing = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs").resolve(page))) {
            Matcher held = LAST_CELL.matcher(line);
            if (held.find()) {
                rows++;
                for (String test : held.group(1).replace("`", "").split(", ")) {
                    if (!exists(test)) {
                        missing.add(test);
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(rows).isGreaterThan(atLeast);
    }

    private static boolean exists(String test) throws IOException {
        int dot = test.indexOf('.');
        boolean python = dot < 0;
        String file = python ? ".py" : "/" + test.substring(0, dot) + ".java";
        String declaration = python ? "def " + test + "(" : "void " + test.substring(dot + 1) + "(";
        for (String module : List.of("kernel/app", "magics/dist")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
                for (Path each :
                        files.filter(path -> path.toString().replace('\\', '/').endsWith(file))
                                .toList()) {
                    if (Files.readString(each).contains(declaration)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
