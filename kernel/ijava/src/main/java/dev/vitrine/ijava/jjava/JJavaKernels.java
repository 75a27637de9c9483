package dev.vitrine.ijava.jjava;

import dev.vitrine.ijava.CurrentOf;
import java.util.Optional;
import org.dflib.jjava.kernel.JavaKernel;

/** The running kernel as JJava knows it. */
public final class JJavaKernels {

    private static final CurrentOf<JavaKernel> KERNEL =
            new CurrentOf<>(
                    kernel -> {
                        JavaKernel made = JavaKernel.over(kernel);
                        made.open();
                        return made;
                    });

    private JJavaKernels() {}

    /**
     * @throws IllegalStateException outside a kernel
     */
    public static JavaKernel current() {
        return KERNEL.find()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No Jupyter kernel is running in this process"));
    }

    /** The same, if anything has asked for it so far. */
    public static Optional<JavaKernel> ifUsed() {
        return KERNEL.ifMade();
    }

    /** Its renderer. */
    public static JJavaRenderer renderer() {
        return (JJavaRenderer) current().getRenderer();
    }
}
