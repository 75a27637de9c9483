package dev.vitrine.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.tensor.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessParserTests {

    private static PreprocessParser.Call only(String text) {
        List<PreprocessParser.Call> calls = PreprocessParser.parse(text);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @Test
    void partsAreCutAtBarsAndEmptyOnesSkipped() {
        assertThat(PreprocessParser.parse("|decode| |resize_small(256)||flip_lr|"))
                .extracting(PreprocessParser.Call::name)
                .containsExactly("decode", "resize_small", "flip_lr");
        assertThat(PreprocessParser.parse("")).isEmpty();
        assertThat(only("my.pp_ops.invert()").name()).isEqualTo("my.pp_ops.invert");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "f(1); 1",
                "f(-12); -12",
                "f(1_000); 1000",
                "f(.5); 0.5",
                "f(1.); 1.0",
                "f(-1e-3); -0.001",
                "f(2.5E+2); 250.0",
                "f( 'a b' ); 'a b'",
                "f(\"it's\"); 'it\\'s'",
                "f('\\\\'); '\\\\'",
                "f(True); True",
                "f(None); None",
                "f((1, 2)); (1, 2)",
                "f([1, (2, 'x')]); (1, (2, 'x'))",
                "f((3)); 3",
                "f((3,)); (3,)",
                "f(()); ()",
            })
    void literalsAreThoseOfPython(String text, String literal) {
        assertThat(only(text).positional()).singleElement().hasToString(literal);
    }

    @Test
    void argumentsMayBeNamedAndEndWithAComma() {
        PreprocessParser.Call call = only("onehot(10, key = 'label', on=1.0,)");
        assertThat(call.positional()).singleElement().hasToString("10");
        assertThat(call.named()).containsOnlyKeys("key", "on");
        assertThat(call.named().get("key")).hasToString("'label'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "decode(; 7; a value is missing",
                "decode(3; 8; expected , or )",
                "decode) ; 6; expected | or the end after decode",
                "decode flip; 7; expected | or the end",
                "a|2b; 2; expected the name of an operation",
                "a.|b; 2; expected a name after the dot, found |",
                "f(x); 2; a text needs quotes: 'x'",
                "f(true); 2; write True",
                "f(null); 2; write None",
                "f(1+1); 3; expected , or ) here",
                "f(1 + 1); 4; expected , or ) here",
                "f(__import__('os')); 2; is no value",
                "f(a=1, 2); 7; must stand before named ones",
                "f(a=1, a=2); 7; a is given twice",
                "f('abc); 2; a text without end",
                "b(1,k='x|y'); 6; | ends an operation, inside of quotes too",
                "f('\\q'); 3; unknown escape",
                "f(99999999999999999999); 2; too large a whole number",
                "f(1e999); 2; too large a number",
                "f([1 2]); 5; expected , or ]",
                "f(0x10); 2; is no number",
            })
    void faultsAreNamedWithTheirPlace(String text, int position, String problem) {
        assertThatThrownBy(() -> PreprocessParser.parse(text))
                .isInstanceOf(PreprocessException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("character %d".formatted(position + 1))
                .extracting(e -> ((PreprocessException) e).position())
                .isEqualTo(position);
    }

    @Test
    void deepListsEndInAnErrorAndNotInAStackOverflow() {
        assertThatThrownBy(() -> PreprocessParser.parse("f(" + "(".repeat(100_000)))
                .hasMessageContaining("lists more than 16 deep");
    }

    @Test
    void theMessagePointsAtTheFault() {
        assertThatThrownBy(() -> Preprocess.parse("decode|resize_smal(256)|flip_lr"))
                .hasMessage(
                        "Preprocessing: there is no operation \"resize_smal\"; did you mean resize_small?"
                                + " (character 8)%n  decode|resize_smal(256)|flip_lr%n         ^"
                                        .formatted());
        String far = "decode|".repeat(50) + "reverse" + "|decode".repeat(50);
        assertThatThrownBy(() -> Preprocess.parse(far))
                .message()
                .satisfies(
                        message -> {
                            List<String> lines = message.lines().toList();
                            int mark = lines.get(2).indexOf('^');
                            assertThat(lines.get(1)).hasSizeLessThan(140);
                            assertThat(lines.get(1).substring(mark)).startsWith("reverse|");
                        });
    }

    /** Whatever stands there: a pipeline, or an error that names a place in the string. */
    @Test
    void anyStringEitherParsesOrIsRefusedWithAPlace() {
        String[] pieces = {
            "decode",
            "resize",
            "(",
            ")",
            ",",
            "|",
            "=",
            "'",
            "\"",
            "\\",
            "[",
            "]",
            "224",
            "-",
            "1e",
            ".5",
            "True",
            "None",
            "size",
            "key",
            " ",
            "\n",
            "ü",
            "\0",
            "(3,)",
            "keep('image')",
            "*"
        };
        Philox random = new Philox(6);
        int parsed = 0;
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(10); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Preprocess.parse(text.toString());
                parsed++;
            } catch (PreprocessException e) {
                assertThat(e.position()).isBetween(0, text.length());
            }
        }
        assertThat(parsed).isBetween(20, 1_500);
    }

    @Test
    void damagedPipelinesAreRefusedWithAPlace() {
        String good =
                "decode(3)|inception_crop(size=(32, 24), area_min=10.0)|flip_lr|onehot(10, key='label')";
        Philox random = new Philox(7);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) (32 + random.nextInt(95)));
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            try {
                Preprocess.parse(text.toString());
            } catch (PreprocessException e) {
                assertThat(e.position()).isBetween(0, text.length());
            }
        }
    }
}
