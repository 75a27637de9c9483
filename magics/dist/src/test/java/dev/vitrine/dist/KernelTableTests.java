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
import org.junit.jupiter.api.Test;

/** What docs/kernels.md says of this kernel names a test that is there. */
class KernelTableTests {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern LAST_CELL = Pattern.compile("\\| `([\\w.]+)` \\|$");

    @Test
    void everyRowIsHeldByATestThatExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs").resolve("kernels.md"))) {
            Matcher held = LAST_CELL.matcher(line);
            if (held.find()) {
                rows++;
                if (!exists(held.group(1))) {
                    missing.add(held.group(1));
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(rows).isGreaterThan(40);
    }

    private static boolean exists(String test) throws IOException {
        int dot = test.indexOf('.');
        boolean python = dot < 0;
        String file = python ? "test_protocol.py" : test.substring(0, dot) + ".java";
        String declaration = python ? "def " + test + "(" : "void " + test.substring(dot + 1) + "(";
        for (String module : List.of("kernel/app", "magics/dist")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
                for (Path each : files.filter(path -> path.endsWith(file)).toList()) {
                    if (Files.readString(each).contains(declaration)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
