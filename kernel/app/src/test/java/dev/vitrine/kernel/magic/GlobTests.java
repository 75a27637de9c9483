package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobTests {

    @TempDir private Path directory;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String file : List.of("b.jar", "a.jar", "a+b.txt", "lib/c.jar", "lib/deep/d.jar")) {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }
    }

    private List<String> find(String pattern) throws IOException {
        return Glob.find(directory, pattern).stream()
                .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void starStaysWithinAName() throws IOException {
        assertThat(find("*.jar")).containsExactly("a.jar", "b.jar");
        assertThat(find("*/?.jar")).containsExactly("lib/c.jar");
    }

    @Test
    void otherCharactersAreThemselves() throws IOException {
        assertThat(find("a+b.t?t")).containsExactly("a+b.txt");
        assertThat(find("a.ja?")).containsExactly("a.jar");
        assertThat(find("aXjar")).isEmpty();
    }

    @Test
    void trailingSlashMeansAllFilesOfTheFolder() throws IOException {
        assertThat(find("lib/")).containsExactly("lib/c.jar");
        assertThat(find("lib")).containsExactly("lib");
    }

    @Test
    void doubleStarMeansAnyNumberOfFolders() throws IOException {
        assertThat(find("**/*.jar"))
                .containsExactly("a.jar", "b.jar", "lib/c.jar", "lib/deep/d.jar");
    }

    @Test
    void absolutePatternsAndParentsWork() throws IOException {
        assertThat(Glob.find(Path.of("elsewhere"), directory + "/lib/*.jar"))
                .containsExactly(directory.resolve("lib/c.jar"));
        assertThat(find("lib/../*.txt")).containsExactly("a+b.txt");
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        assertThat(find("missing/*.jar")).isEmpty();
        assertThat(find("a.jar/*")).isEmpty();
    }
}
