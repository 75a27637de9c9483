package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notebook may use other versions of the libraries that the kernel stands on. */
class LibraryVersionTests {

    @TempDir private Path directory;

    private JarBuilder library(String className, String body) throws Exception {
        String packageName = className.substring(0, className.lastIndexOf('.'));
        String simpleName = className.substring(className.lastIndexOf('.') + 1);
        return new JarBuilder(directory)
                .source(
                        className,
                        "package "
                                + packageName
                                + "; public class "
                                + simpleName
                                + " {"
                                + body
                                + "}");
    }

    @Test
    void kernelsOwnLibrariesAndTheNotebooksStandBesideEachOther() throws Exception {
        Path asm =
                library(
                                "org.objectweb.asm.ClassReader",
                                "public String version() { return \"mine\"; }")
                        .build("asm.jar");
        Path jackson =
                library("tools.jackson.core.json.JsonFactory", "public int version() { return 7; }")
                        .build("jackson.jar");
        Path maven =
                library(
                                "org.eclipse.aether.artifact.DefaultArtifact",
                                "public String toString() { return \"mine\"; }")
                        .build("maven.jar");
        // A loop, since stop checks are woven into it by the kernel's own ASM.
        Path looping =
                library(
                                "mine.Sum",
                                "public static int to(int n) { int s = 0; for (int i = 1; i <= n; i++) s += i; return s; }")
                        .build("looping.jar");
        try (InterpreterFixture java = new InterpreterFixture()) {
            java.run("int before = 1;");
            java.interpreter.addToClassPath(List.of(asm, jackson, maven, looping));
            assertThat(java.run("new org.objectweb.asm.ClassReader().version()")).isEqualTo("mine");
            assertThat(java.run("new tools.jackson.core.json.JsonFactory().version()"))
                    .isEqualTo(7);
            assertThat(java.run("new org.eclipse.aether.artifact.DefaultArtifact().toString()"))
                    .isEqualTo("mine");
            assertThat(java.run("mine.Sum.to(4) + before")).isEqualTo(11);
            assertThat(java.run("int sum = 0; for (int i = 1; i <= 4; i++) { sum += i; } sum"))
                    .isEqualTo(10);
            assertThat(org.objectweb.asm.ClassReader.class.getMethods())
                    .noneMatch(method -> method.getName().equals("version"));
        }
    }
}
