package dev.vitrine.api.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BinaryStateTests {

    private static Map<String, Object> nested() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("plain", 1);
        state.put("bytes", null);
        state.put("deep", new ArrayList<>(Arrays.asList("x", new LinkedHashMap<>(), null)));
        return state;
    }

    @Test
    void bytesAreTakenOutAndPutBackWhereTheyWere() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("b", new byte[] {2});
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("a", new byte[] {1});
        state.put("list", List.of("x", inner, new byte[] {3}));

        BinaryState separated = BinaryState.separate(state);

        assertThat(separated.paths())
                .containsExactly(List.of("a"), List.of("list", 1, "b"), List.of("list", 2));
        assertThat(separated.state()).isEqualTo(mapOf("list", Arrays.asList("x", Map.of(), null)));

        BinaryState.join(separated.state(), separated.paths(), separated.buffers());
        assertThat(JsonValues.equal(separated.state(), state)).isTrue();
    }

    private static Map<String, Object> mapOf(String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }

    static List<Object> badPaths() {
        return Arrays.asList(
                "text",
                null,
                List.of(),
                List.of(3),
                List.of("missing", "x"),
                List.of("plain", "x"),
                List.of("deep", 9),
                List.of("deep", -1),
                List.of("deep", "0"),
                List.of("deep", 1L),
                List.of("deep", 1, 0),
                List.of(List.of("deep")));
    }

    @ParameterizedTest
    @MethodSource("badPaths")
    void pathThatLeadsNowhereIsAnError(Object path) {
        assertThatThrownBy(
                        () -> BinaryState.join(nested(), Arrays.asList(path), List.of(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No place for a buffer");
    }

    @Test
    void buffersWithoutPathsAreAnError() {
        assertThatThrownBy(() -> BinaryState.join(nested(), null, List.of(new byte[1])))
                .hasMessage("There are 0 buffer_paths for 1 buffers");
    }

    @Test
    void numbersAreEqualByValue() {
        assertThat(JsonValues.equal(1, 1.0)).isTrue();
        assertThat(JsonValues.equal(1L, 2)).isFalse();
        assertThat(JsonValues.equal(Double.NaN, 1)).isFalse();
        assertThat(JsonValues.equal(List.of(1, "a"), List.of(1.0, "a"))).isTrue();
        assertThat(JsonValues.equal(List.of(1), List.of(1, 2))).isFalse();
        assertThat(JsonValues.equal(Map.of("a", 1), Map.of("a", 1.0))).isTrue();
        assertThat(JsonValues.equal("1", 1)).isFalse();
    }
}
