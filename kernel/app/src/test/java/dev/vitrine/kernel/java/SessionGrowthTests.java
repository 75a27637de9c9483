package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a long session leaves behind. */
class SessionGrowthTests {

    private final InterpreterFixture java = new InterpreterFixture();

    @AfterEach
    void close() {
        java.close();
    }

    @Test
    void statementsLeaveNoClasses() throws Exception {
        java.run("int total = 0;");
        int before = classesAfter(20);
        int after = classesAfter(200);
        // A few classes of the JDK may still have been loaded for the first time.
        assertThat(after - before).isLessThan(100);
        assertThat(java.run("total")).isEqualTo(220 * 3);
    }

    private int classesAfter(int cells) throws Exception {
        for (int i = 0; i < cells; i++) {
            java.run("for (int k : List.of(1, 2)) { total += k; }\nRunnable r = () -> {};\n1 + 1");
        }
        return loadedClasses();
    }

    private static int loadedClasses() throws InterruptedException {
        int loaded = Integer.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            System.gc();
            Thread.sleep(20);
            int now = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            if (now >= loaded) {
                break;
            }
            loaded = now;
        }
        return loaded;
    }

    @Test
    void classesOfReplacedDefinitionsAreUnloaded() throws Exception {
        java.run("class Net { int layers() { return 1; } }\nint twice(int n) { return 2 * n; }");
        WeakReference<Object> type = new WeakReference<>(java.run("Net.class"));
        WeakReference<Object> caller =
                new WeakReference<>(
                        java.run(
                                "StackWalker.getInstance(StackWalker.Option"
                                        + ".RETAIN_CLASS_REFERENCE).walk(s -> s.findFirst().get()).getDeclaringClass()"));
        java.run("class Net { int layers() { return 2; } }\nint twice(int n) { return n + n; }");
        assertThat(java.run("twice(new Net().layers())")).isEqualTo(4);
        assertThat(isCleared(type)).as("the replaced class").isTrue();
        assertThat(isCleared(caller)).as("the class of a cell that has run").isTrue();
    }

    @Test
    void classesOfLiveInstancesStay() throws Exception {
        java.run("class Net { int layers() { return 1; } }\nNet net = new Net();");
        WeakReference<Object> type = new WeakReference<>(java.run("Net.class"));
        java.run("class Net { int layers() { return 2; } }");
        assertThat(isCleared(type)).isFalse();
        assertThat(java.run("net.layers()")).isEqualTo(1);
        java.run("Net net = new Net();");
        assertThat(isCleared(type)).isTrue();
    }

    private static boolean isCleared(WeakReference<Object> reference) throws InterruptedException {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        return reference.get() == null;
    }
}
