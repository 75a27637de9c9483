package dev.vitrine.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Measures something of user code alone: it is told when the calling thread leaves it for the
 * compiler, and when it comes back.
 */
public interface UserCodeMeter {

    /** User code goes on; the meter begins so. */
    void resume();

    /** The kernel works: compiles, loads. */
    void pause();

    /** Does something on the calling thread while a meter is told; meters nest. */
    static <T> T during(UserCodeMeter meter, Callable<T> action) throws Exception {
        List<UserCodeMeter> meters = Meters.OF_THREAD.get();
        meters.add(meter);
        try {
            return action.call();
        } finally {
            meters.remove(meters.size() - 1);
        }
    }

    /** Tells the meters of the calling thread. */
    static void tell(boolean inUserCode) {
        for (UserCodeMeter meter : Meters.OF_THREAD.get()) {
            if (inUserCode) {
                meter.resume();
            } else {
                meter.pause();
            }
        }
    }

    /** The meters of each thread, outermost first. */
    final class Meters {

        private static final ThreadLocal<List<UserCodeMeter>> OF_THREAD =
                ThreadLocal.withInitial(ArrayList::new);

        private Meters() {}
    }
}
