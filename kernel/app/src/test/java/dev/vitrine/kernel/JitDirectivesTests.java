package dev.vitrine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JitDirectivesTests {

    private static String directives() throws ReflectiveOperationException {
        return JitDirectives.execute("Compiler.directives_print");
    }

    @AfterEach
    void clear() throws ReflectiveOperationException {
        JitDirectives.execute("Compiler.directives_clear");
    }

    @Test
    void javacIsLeftToTheFirstCompiler() throws Exception {
        assertThat(directives()).doesNotContain("javac");

        JitDirectives.apply();

        assertThat(directives())
                .containsPattern("matching:.*com/sun/tools/javac/")
                .containsPattern("c2 directives:\\s+inline: -\\s+Enable:true Exclude:true");
    }
}
