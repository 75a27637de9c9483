package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ScopeTests {

    @Test
    void closesWhatWasMadeInside() {
        Tensor outside = Tensor.ones(2);
        Tensor inside;
        try (Scope scope = Scope.open()) {
            inside = outside.add(1);
            assertThat(scope.size()).isEqualTo(1);
        }
        assertThat(inside.isClosed()).isTrue();
        assertThat(outside.isClosed()).isFalse();
        outside.close();
    }

    @Test
    void keptTensorsGoToTheOuterScope() {
        Tensor kept;
        try (Scope outer = Scope.open()) {
            try (Scope inner = Scope.open()) {
                kept = inner.keep(Tensor.ones(2).add(1));
            }
            assertThat(kept.toFloatArray()).containsExactly(2, 2);
            assertThat(outer.size()).isEqualTo(1);
        }
        assertThat(kept.isClosed()).isTrue();
    }

    @Test
    void aTensorKeptFromTheOutermostScopeBelongsToNobody() {
        Tensor kept;
        try (Scope scope = Scope.open()) {
            kept = scope.keep(Tensor.ones(2));
        }
        assertThat(kept.isClosed()).isFalse();
        kept.close();
    }

    @Test
    void suspendedScopesLeaveTensorsAlone() {
        Tensor state;
        try (Scope scope = Scope.open()) {
            try (Scope none = Scope.suspend()) {
                state = Tensor.ones(2);
            }
        }
        assertThat(state.isClosed()).isFalse();
        state.close();
    }

    @Test
    void gradientsBelongToTheirLeaves() {
        Tensor weight = Tensor.ones(2).requiresGrad(true);
        try (Scope scope = Scope.open()) {
            weight.mul(3).sum().backward();
        }
        assertThat(weight.grad().toFloatArray()).containsExactly(3, 3);
        weight.close();
        assertThat(weight.grad()).isNull();
    }

    @Test
    void whatBackwardNeedsSurvivesTheScopeItWasMadeIn() {
        Tensor weight = Tensor.of(new float[] {1, 2}, 2).requiresGrad(true);
        Tensor loss;
        try (Scope scope = Scope.open()) {
            Tensor hidden = weight.mul(weight);
            loss = scope.keep(hidden.mul(hidden).sum());
        }
        // Would show the gradient of garbage if the memory had gone back.
        Tensor garbage = Tensor.full(99, 2);
        loss.backward();
        assertThat(weight.grad().toFloatArray()).containsExactly(4, 32);
        loss.close();
        weight.close();
        garbage.close();
    }

    @Test
    void otherThreadsAreNotAffected() throws Exception {
        try (Scope scope = Scope.open()) {
            // Whoever waits for a CompletableFuture may compute it.
            FutureTask<Tensor> elsewhere = new FutureTask<>(() -> Tensor.ones(2));
            new Thread(elsewhere).start();
            Tensor made = elsewhere.get();
            assertThat(scope.size()).isZero();
            made.close();
        }
    }

    @Test
    void closingOutOfOrderIsAnError() {
        Scope outer = Scope.open();
        Scope inner = Scope.open();
        assertThatThrownBy(outer::close).hasMessageContaining("before the ones opened inside");
        inner.close();
        outer.close();
        outer.close();
    }
}
