package dev.vitrine.papers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.papers.Losses;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CharacterModelTests {

    private static final String LETTERS = " abc";
    private static final String TEXT = "abc cab".repeat(46);

    private static CharacterWindows windows(int batchSize) {
        return CharacterWindows.of(TEXT, LETTERS, 16, batchSize, 5);
    }

    private static List<Double> losses(CharacterModel model, int steps) {
        return Losses.of(
                Trainer.of(model)
                        .data(windows(8), model::loss)
                        .steps(steps)
                        .optimizer(Adam.Settings.of(2e-2))
                        .schedule(Schedule.constant()));
    }

    @ParameterizedTest
    @EnumSource(IntegrationKind.class)
    void everyKindLearnsARepetitionAndRepeatsToTheLastBit(IntegrationKind kind) {
        CharacterModel model = CharacterModel.lstm(kind, 12, 4, 1);
        List<Double> first = losses(model, 90);
        assertThat(first.get(0)).isCloseTo(Math.log(4), within(0.15));
        assertThat(first.get(89)).isLessThan(0.7 * first.get(0));
        assertThat(losses(CharacterModel.lstm(kind, 12, 4, 1), 90)).isEqualTo(first);
        assertThat(losses(CharacterModel.rnn(kind, 12, 4, 1), 90).get(89))
                .isLessThan(0.7 * first.get(0));
        assertThat(model.bitsPerCharacter(windows(1), 7))
                .isCloseTo(model.bitsPerCharacter(windows(1), 20), within(1e-5))
                .isLessThan(1.4);
    }

    @Test
    void nothingDependsOnWhatComesLater() {
        CharacterModel model = CharacterModel.lstm(IntegrationKind.LAYER_NORM, 12, 4, 1);
        Tensor before = model.forward(new int[][] {{0, 1, 2, 3}});
        Tensor after = model.forward(new int[][] {{0, 1, 3, 3}});
        assertThat(after.slice(0, 0, 2).toFloatArray())
                .isEqualTo(before.slice(0, 0, 2).toFloatArray());
        assertThat(after.slice(0, 2, 3).toFloatArray())
                .isNotEqualTo(before.slice(0, 2, 3).toFloatArray());
    }

    @Test
    void labelsAreTheNextCharactersStepByStep() {
        CharacterBatch batch = new CharacterBatch(new int[][] {{0, 1, 2}, {3, 0, 1}});
        assertThat(batch.inputs()).isDeepEqualTo(new int[][] {{0, 1}, {3, 0}});
        assertThat(batch.labels()).containsExactly(1, 0, 2, 1);
        assertThat(batch.split(2).get(1).windows()).isDeepEqualTo(new int[][] {{3, 0, 1}});
    }

    @Test
    void anEpochReadsEveryWindowOnce() {
        Philox random = new Philox(6);
        String text =
                IntStream.range(0, 330)
                        .map(i -> random.nextInt(4))
                        .mapToObj(letter -> LETTERS.substring(letter, letter + 1))
                        .collect(Collectors.joining());
        CharacterWindows windows = CharacterWindows.of(text, LETTERS, 16, 5, 5);
        assertThat(windows.size()).isEqualTo(20);
        assertThat(windows.batchesPerEpoch()).isEqualTo(4);
        List<Integer> seen = new ArrayList<>();
        for (long step = 4; step < 8; step++) {
            Arrays.stream(windows.at(step).windows()).map(Arrays::hashCode).forEach(seen::add);
        }
        List<Integer> all =
                Arrays.stream(windows.range(0, 20).windows()).map(Arrays::hashCode).toList();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(windows.at(6).windows()).isDeepEqualTo(windows.at(6).windows());
        assertThat(CharacterWindows.charactersOf(TEXT)).isEqualTo(LETTERS);
    }

    @Test
    void textsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> CharacterWindows.of("abd", LETTERS, 3, 1, 0))
                .hasMessageContaining("\"d\"")
                .hasMessageContaining(LETTERS);
        assertThatThrownBy(() -> CharacterWindows.of("abc", LETTERS, 2, 2, 0))
                .hasMessageContaining("batch size 2")
                .hasMessageContaining("1");
        assertThatThrownBy(() -> CharacterWindows.of("abc", LETTERS, 1, 1, 0))
                .hasMessageContaining("windows of 1 characters");
        assertThatThrownBy(() -> new CharacterBatch(new int[][] {{1, 2}, {1}}))
                .hasMessageContaining("2 and 1");
    }
}
