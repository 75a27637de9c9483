package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.MimeBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JvmMagicTests {

    private final Next next = new Next();
    private final JvmMagic jvm = new JvmMagic(next);

    /** Keeps what it is told to. */
    private static final class Next implements NextStart {

        private List<String> kept = List.of();

        @Override
        public String owner() {
            return "a.ipynb";
        }

        @Override
        public Path file() {
            return Path.of("/data/a.options");
        }

        @Override
        public List<String> options() {
            return kept;
        }

        @Override
        public void keep(List<String> options) throws MagicFailure {
            if (options.contains("-bad")) {
                throw new MagicFailure("the JVM refuses that: no -bad");
            }
            kept = options;
        }

        @Override
        public Optional<String> warning() {
            return Optional.of("some were left out");
        }
    }

    private String print(String... arguments) throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            assertThat(jvm.run(List.of(arguments))).isNull();
            return streams.out();
        }
    }

    @Test
    void showsTheHeapAndTheOptions() throws Exception {
        next.kept = List.of("-Xmx8g", "-ea");
        String text = ((MimeBundle) jvm.run(List.of())).data().get(MimeBundle.TEXT).toString();
        assertThat(text)
                .contains(System.getProperty("java.home"), "MiB used, at most ")
                .contains("-Xmx8g -ea (/data/a.options)", "a.ipynb", "some were left out");
    }

    @Test
    void keepsAndClearsAndSaysWhatToDo() throws Exception {
        assertThat(print("-Xmx8g"))
                .isEqualTo("Tried and kept for a.ipynb. Restart the kernel to use them.\n");
        assertThat(print("-Xmx8g")).isEqualTo("These options are kept already for a.ipynb.\n");
        assertThat(print("--clear"))
                .isEqualTo(
                        "No options are kept any more for a.ipynb. Restart the kernel to do without them.\n");
        assertThat(print("--clear")).isEqualTo("No options are kept for a.ipynb.\n");
        assertThat(next.kept).isEmpty();
    }

    @Test
    void refusesWhatIsNoOptionOfAKernel() throws Exception {
        for (String option :
                List.of(
                        "8g",
                        "-",
                        "-version",
                        "-jar",
                        "-cp",
                        "--class-path=x",
                        "-Da=b\nc",
                        "@file")) {
            assertThatThrownBy(() -> jvm.run(List.of("-Xmx1g", option)))
                    .as(option)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> jvm.run(List.of("-bad"))).isInstanceOf(MagicFailure.class);
        assertThat(next.kept).isEmpty();
    }
}
