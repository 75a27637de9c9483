package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/magics.md lists of the kernel is what there is. */
class MagicsPageTests {

    private static final Pattern NAME = Pattern.compile("%{1,2}[A-Za-z]\\w*");

    @Test
    void pageListsExactlyTheMagicsOfTheKernel() throws IOException {
        RecordingKernel kernel = new RecordingKernel();
        BuiltInMagics.register(kernel.magics, kernel);
        kernel.magics.line(TraceMagic.NAME, TraceMagic.USAGE, arguments -> null);
        kernel.magics.line(JvmMagic.NAME, JvmMagic.USAGE, arguments -> null);
        Set<String> registered =
                kernel.magics.entries().stream()
                        .map(MagicRegistry.Entry::written)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed()).isEqualTo(registered);
    }

    private static Set<String> listed() throws IOException {
        String page = Files.readString(Path.of("../../docs/magics.md"));
        String table =
                page.substring(page.indexOf("## Of the kernel"), page.indexOf("## Of the library"));
        return table.lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .flatMap(cell -> NAME.matcher(cell).results().map(found -> found.group()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
