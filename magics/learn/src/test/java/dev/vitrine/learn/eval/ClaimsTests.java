package dev.vitrine.learn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ClaimsTests {

    private static final Claim GOOD = Claim.atLeast("accuracy", "0.9 (Table 1)", 0.985, 0.975);
    private static final Claim BAD =
            Claim.exactly("parameters", "86,567,656 (Table 1)", 86_567_655, 86_567_656);

    @Test
    void holdsExactlyAtTheThreshold() {
        assertThat(Claim.atLeast("a", "p", 0.5, 0.5).holds()).isTrue();
        assertThat(Claim.atMost("a", "p", 0.5, 0.5).holds()).isTrue();
        assertThat(Claim.within("a", "p", 1.5, 1, 0.5).holds()).isTrue();
        assertThat(Claim.within("a", "p", 1.51, 1, 0.5).holds()).isFalse();
        assertThat(BAD.holds()).isFalse();
    }

    @Test
    void whatIsNotANumberHoldsNothing() {
        assertThat(Claim.atLeast("a", "p", Double.NaN, 0).holds()).isFalse();
        assertThat(Claim.atMost("a", "p", Double.NaN, 0).holds()).isFalse();
        assertThat(Claim.within("a", "p", Double.NaN, 0, 1).holds()).isFalse();
        assertThat(
                        Claims.of(Claim.atLeast("a", "p", Double.NaN, 0))
                                .table()
                                .stringColumn("here")
                                .get(0))
                .isEqualTo("NaN");
    }

    @Test
    void tableShowsPaperMeasurementAndVerdict() {
        Table table = Claims.of(GOOD, BAD).table();
        assertThat(table.columnNames())
                .containsExactly("claim", "paper", "here", "condition", "holds");
        assertThat(table.stringColumn("here").asList()).containsExactly("0.985", "86,567,655");
        assertThat(table.stringColumn("condition").asList())
                .containsExactly("at least 0.975", "exactly 86,567,656");
        assertThat(table.booleanColumn("holds").asList()).containsExactly(true, false);
    }

    @Test
    void checkListsOnlyWhatDoesNotHold() {
        assertThatCode(() -> Claims.of(GOOD).check()).doesNotThrowAnyException();
        assertThatThrownBy(() -> Claims.of(GOOD, BAD).check())
                .isInstanceOfSatisfying(
                        ClaimFailedException.class,
                        e -> assertThat(e.failed()).containsExactly(BAD))
                .hasMessageContaining("1 of 2 claims does not hold")
                .hasMessageContaining("parameters: 86,567,655 here, exactly 86,567,656 expected")
                .hasMessageNotContaining("accuracy");
    }
}
