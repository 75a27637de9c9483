package dev.vitrine.kernel.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTests {

    record Inner(int count, List<String> names) {}

    record Everything(
            String plainText,
            int number,
            Integer boxed,
            boolean flag,
            Boolean boxedFlag,
            Map<String, String> texts,
            List<Map<String, Object>> maps,
            Object anything,
            Inner inner,
            String class_) {}

    private static String write(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    @Test
    void recordsSurviveWritingAndReading() {
        Everything record =
                new Everything(
                        "a \"quoted\"\n\u0007 € \ud83d\ude00",
                        -5,
                        7,
                        true,
                        false,
                        Map.of("k", "v"),
                        List.of(Map.of("deep", List.of(1, 2.5, true, "x"))),
                        List.of(Map.of()),
                        new Inner(3, List.of("n")),
                        "keyword");

        assertThat(Json.toRecord(Json.read(Json.write(record)), Everything.class))
                .isEqualTo(record);
        assertThat(write(record)).contains("\"plain_text\":", "\"boxed_flag\":", "\"class\":");
    }

    @Test
    void absentAndNullFieldsAreNullZeroOrFalse() {
        Everything nothing =
                new Everything(null, 0, null, false, null, null, null, null, null, null);

        assertThat(Json.toRecord(Json.read("{}"), Everything.class)).isEqualTo(nothing);
        assertThat(
                        Json.toRecord(
                                Json.read("{\"number\":null,\"flag\":null,\"texts\":null,\"x\":1}"),
                                Everything.class))
                .isEqualTo(nothing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; the content should be an object, found array",
                "{\"plain_text\":1}; field \"plain_text\" should be text, found number",
                "{\"number\":\"1\"}; field \"number\" should be a whole number, found string",
                "{\"number\":1.5}; field \"number\" should be a whole number, found number",
                "{\"number\":3000000000}; field \"number\" should be a whole number, found number",
                "{\"flag\":0}; field \"flag\" should be true or false, found number",
                "{\"texts\":{\"a\":1}}; field \"texts.a\" should be text, found number",
                "{\"texts\":[]}; field \"texts\" should be an object, found array",
                "{\"maps\":[{},3]}; field \"maps[1]\" should be an object, found number",
                "{\"inner\":{\"names\":{}}}; field \"inner.names\" should be an array, found object"
            })
    void fieldOfAnotherTypeIsNamed(String json, String message) {
        assertThatThrownBy(() -> Json.toRecord(Json.read(json), Everything.class))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1,}",
                "[1",
                "\"open",
                "nul",
                "1 2",
                "{} x",
                "{'a':1}",
                "\"\u0001\"",
                "NaN",
                "\"\\ud8\"",
                "]"
            })
    void textThatIsNotOneJsonValueIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void brokenUtf8IsRefused() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xC3, '"'}))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void nestingHasALimitBothWays() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> Json.read(deep)).isInstanceOf(JsonException.class);

        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> Json.write(endless)).isInstanceOf(JsonException.class);
    }

    @Test
    void treesAndValuesAreWrittenAsJacksonWritesThem() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("numbers", Arrays.asList(1, -2L, 0.1, 1e300, 2.5f, (short) 3, (byte) 4, null));
        value.put("big", List.of(new BigInteger("9".repeat(30)), new BigDecimal("1.5")));
        value.put("none", List.of(Double.NaN, Double.NEGATIVE_INFINITY));
        value.put("bytes", new byte[] {1, 2, 3, (byte) 0xFF});
        value.put("array", new int[][] {{1, 2}, {}});
        value.put("text", "\u2028 </script> \t");
        String expected = JsonMapper.shared().writeValueAsString(value);

        assertThat(write(value)).isEqualTo(expected);
        assertThat(write(Json.read(expected))).isEqualTo(expected);
    }

    @Test
    void whatIsNotJsonIsRefusedByName() {
        assertThatThrownBy(() -> Json.write(Map.of("a", new Thread())))
                .isInstanceOf(JsonException.class)
                .hasMessage("a java.lang.Thread is not JSON");
    }
}
