package dev.vitrine.kernel.java.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathIndexTests {

    @TempDir Path folder;

    private final List<String> complaints = new ArrayList<>();
    private final ClassPathIndex index = new ClassPathIndex(complaints::add);

    private Path jar(String name, boolean multiRelease, Map<String, String> entries)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (multiRelease) {
            manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        }
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return file;
    }

    private static String content(JavaFileObject file) throws IOException {
        try (InputStream in = file.openInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> names(String packageName, boolean recurse) {
        return index.list(packageName, recurse).stream().map(ClassPathFile::binaryName).toList();
    }

    @Test
    void classesOfJarsAndFoldersAreListedByPackageInTheOrderOfTheClassPath() throws Exception {
        Path first = jar("a.jar", false, Map.of("p/A.class", "jar", "p/q/B.class", "b"));
        Path classes = Files.createDirectories(folder.resolve("classes/p"));
        Files.writeString(classes.resolve("A.class"), "folder");
        Files.writeString(classes.resolve("C.class"), "c");
        Files.writeString(classes.resolve("A.java"), "source");
        Files.writeString(folder.resolve("classes/Top.class"), "top");

        index.use(List.of(folder.resolve("classes"), first));
        assertThat(names("p", false)).containsExactlyInAnyOrder("p.A", "p.C", "p.A");
        assertThat(content(index.list("p", false).get(2))).isEqualTo("jar");
        assertThat(names("p", true)).contains("p.q.B").doesNotContain("Top");
        assertThat(names("", false)).containsExactly("Top");
        assertThat(names("", true)).contains("Top", "p.C", "p.q.B");
        assertThat(names("absent", true)).isEmpty();

        index.use(List.of(first, folder.resolve("classes")));
        assertThat(content(index.list("p", false).get(0))).isEqualTo("jar");
    }

    @Test
    void packagesAreNotTakenForThoseWhoseNamesTheyBegin() throws Exception {
        index.use(List.of(jar("a.jar", false, Map.of("p/A.class", "", "pq/B.class", ""))));

        assertThat(names("p", true)).containsExactly("p.A");
    }

    @Test
    void multiReleaseJarsGiveTheClassesOfThisJava() throws Exception {
        Map<String, String> entries =
                Map.of(
                        "p/A.class", "old",
                        "META-INF/versions/17/p/A.class", "new",
                        "META-INF/versions/999/p/A.class", "future");

        index.use(List.of(jar("multi.jar", true, entries)));
        assertThat(names("", true)).containsExactly("p.A");
        assertThat(content(index.list("p", false).get(0))).isEqualTo("new");

        index.use(List.of(jar("single.jar", false, entries)));
        assertThat(content(index.list("p", false).get(0))).isEqualTo("old");
    }

    @Test
    void whatIsMissingHoldsNothingAndABrokenJarIsReportedOnce() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
        Path good = jar("good.jar", false, Map.of("p/A.class", ""));

        index.use(List.of(broken, folder.resolve("absent.jar"), good));
        index.use(List.of(broken, good));

        assertThat(names("p", false)).containsExactly("p.A");
        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains(broken.toString());
    }

    @Test
    void filesTellWhatTheyAre() throws Exception {
        index.use(List.of(jar("a.jar", false, Map.of("p/A$B.class", ""))));
        ClassPathFile file = index.list("p", false).get(0);

        assertThat(file.binaryName()).isEqualTo("p.A$B");
        assertThat(file.getName()).startsWith("jar:file:").endsWith("a.jar!/p/A$B.class");
        assertThat(file.isNameCompatible("A$B", JavaFileObject.Kind.CLASS)).isTrue();
        assertThat(file.isNameCompatible("B", JavaFileObject.Kind.CLASS)).isFalse();
    }
}
