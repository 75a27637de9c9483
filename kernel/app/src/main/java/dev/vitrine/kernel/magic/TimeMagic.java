package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.java.UserCodeMeter;
import java.util.List;

/**
 * {@code %time} and {@code %%time}: runs code, shows its value, and how long it took, be it that it
 * fails. Compiling is not counted.
 */
record TimeMagic(Kernel kernel) implements LineMagic, CellMagic {

    @Override
    public Object run(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("what is to be timed? For example: %time compute()");
        }
        return time(String.join(" ", arguments));
    }

    @Override
    public Object run(List<String> arguments, String body) throws Exception {
        // The cell may begin on the line of the magic, as in IPython.
        return time(String.join(" ", arguments) + "\n" + body);
    }

    private Object time(String code) throws Exception {
        Stopwatch watch = new Stopwatch();
        try {
            return UserCodeMeter.during(watch, () -> UserCode.eval(kernel, code));
        } finally {
            watch.pause();
            kernel.display(MimeBundle.text(watch.report()));
        }
    }
}
