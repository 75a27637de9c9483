package dev.vitrine.ijava;

import dev.vitrine.api.Kernel;
import java.util.Optional;
import java.util.function.Function;

/**
 * What stands for the kernel of this process in other words: made when it is first asked for, and
 * anew if another kernel has come.
 */
public final class CurrentOf<T> {

    private final Function<Kernel, T> factory;
    private Kernel kernel;
    private T made;

    public CurrentOf(Function<Kernel, T> factory) {
        this.factory = factory;
    }

    /** Nothing outside a kernel. */
    public synchronized Optional<T> find() {
        Optional<Kernel> current = Kernel.find();
        if (current.isPresent() && current.get() != kernel) {
            made = factory.apply(current.get());
            kernel = current.get();
        }
        return current.map(each -> made);
    }

    /** What was made so far, if its kernel still runs. */
    public synchronized Optional<T> ifMade() {
        return Kernel.find().filter(current -> current == kernel).map(current -> made);
    }
}
