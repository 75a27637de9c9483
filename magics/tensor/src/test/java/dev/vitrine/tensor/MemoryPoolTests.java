package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryPoolTests {

    private static final MemoryPool SHARED = MemoryPool.shared();

    @Test
    void aThousandStepsUseTheMemoryOfTheFirstTwo() throws InterruptedException {
        Philox random = new Philox(1);
        try (Scope all = Scope.open()) {
            Tensor w = random.normal(32, 32).requiresGrad(true);
            Tensor b = Tensor.zeros(32).requiresGrad(true);
            Tensor m = Tensor.zeros(32, 32);
            Tensor v = Tensor.zeros(32, 32);
            Tensor x = random.normal(16, 32);
            step(w, b, m, v, x, 1);
            step(w, b, m, v, x, 2);
            SettledMemory.used();
            MemoryPool.Statistics before = SHARED.statistics();
            for (int step = 3; step <= 1002; step++) {
                step(w, b, m, v, x, step);
            }
            MemoryPool.Statistics after = SHARED.statistics();
            assertThat(after.used()).isEqualTo(before.used());
            assertThat(after.allocations()).isEqualTo(before.allocations());
            assertThat(after.reuses()).isGreaterThan(before.reuses() + 5000);
        }
    }

    private static void step(Tensor w, Tensor b, Tensor m, Tensor v, Tensor x, int step) {
        try (Scope scope = Scope.open()) {
            Tensor h = x.linear(w, b, Activation.GELU_TANH).layerNorm(null, null, 1e-6);
            h.add(x).linear(w, b).pow(2).mean().backward();
        }
        Updates.adamw(w, w.grad(), m, v, 1e-3, 0.9, 0.999, 1e-8, 0, step);
        w.zeroGrad();
        b.zeroGrad();
    }

    @Test
    void graphsWithoutABackwardPassGiveTheirMemoryBackToo() throws InterruptedException {
        Tensor w = Tensor.ones(8, 8).requiresGrad(true);
        long before = SettledMemory.used();
        try (Scope scope = Scope.open()) {
            w.matmul(w).exp().mul(w).softmax(-1).sum();
        }
        assertThat(SHARED.statistics().used()).isEqualTo(before);
        w.close();
    }

    @Test
    void anOperationThatFailsGivesItsMemoryBack() throws InterruptedException {
        Tensor x = Tensor.ones(4, 4).requiresGrad(true);
        long before = SettledMemory.used();
        Operation broken =
                new Operation() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public View forward(Forward f) {
                        f.save(f.input(0));
                        f.allocate(1000);
                        throw new IllegalStateException("as planned");
                    }

                    @Override
                    public void backward(Backward b) {
                        throw new UnsupportedOperationException();
                    }
                };
        assertThatThrownBy(() -> Tensor.apply(broken, x)).hasMessage("as planned");
        assertThat(SHARED.statistics().used()).isEqualTo(before);
        x.close();
    }

    @Test
    void memoryOfForgottenTensorsComesBack() throws InterruptedException {
        long before = SHARED.statistics().used();
        forget();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (SHARED.statistics().used() > before && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(SHARED.statistics().used()).isLessThanOrEqualTo(before);
    }

    private static void forget() {
        for (int i = 0; i < 10; i++) {
            Tensor.ones(1 << 16).requiresGrad(true).mul(2);
        }
    }

    @Test
    void exhaustionNamesTheSizes() {
        MemoryPool small = new MemoryPool(1 << 20);
        Block first = small.take(700_000);
        assertThatThrownBy(() -> small.take(500_000))
                .isInstanceOf(OffHeapMemoryException.class)
                .hasMessageContaining("500000 bytes")
                .hasMessageContaining("of 1.0 MiB are in use")
                .hasMessageContaining("VITRINE_MEMORY");
        small.give(first);
        Block second = small.take(500_000);
        assertThat(small.statistics().allocations()).isEqualTo(2);
        assertThat(small.statistics().pooled()).isZero();
        small.give(second);
        small.trim();
    }

    @Test
    void absurdShapesAreAnErrorNotACrash() {
        assertThatThrownBy(() -> Tensor.zeros(1L << 30, 1L << 30))
                .isInstanceOf(OffHeapMemoryException.class);
        assertThatThrownBy(() -> Tensor.zeros(1L << 40, 1L << 40))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void bucketsWasteAQuarterAtMost() {
        for (long bytes = 1; bytes < 1 << 20; bytes += 97) {
            long size = MemoryPool.bucketSize(bytes);
            assertThat(size).isGreaterThanOrEqualTo(bytes);
            assertThat(size - bytes).isLessThanOrEqualTo(Math.max(256, bytes / 4));
            assertThat(size % Block.ALIGNMENT).isZero();
        }
    }

    @Test
    void memoryIsAligned() {
        for (int length : new int[] {1, 3, 100, 5000}) {
            try (Tensor x = Tensor.ones(length)) {
                assertThat(x.view().address() % Block.ALIGNMENT).isZero();
            }
        }
    }

    @Test
    void theLimitIsReadFromTheEnvironment() {
        assertThat(MemoryPool.limit("3g")).isEqualTo(3L << 30);
        assertThat(MemoryPool.limit(" 800M ")).isEqualTo(800L << 20);
        assertThat(MemoryPool.limit("12345")).isEqualTo(12345);
        assertThat(MemoryPool.limit(null)).isPositive();
        assertThatThrownBy(() -> MemoryPool.limit("lots"))
                .hasMessageContaining("VITRINE_MEMORY")
                .hasMessageContaining("lots");
    }
}
