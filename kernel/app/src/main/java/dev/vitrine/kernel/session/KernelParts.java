package dev.vitrine.kernel.session;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.Magics;
import dev.vitrine.api.Renderers;
import dev.vitrine.kernel.java.Interpreter;
import java.util.function.Function;

/**
 * What a session needs of the layers behind it.
 *
 * @param interpreter starts the language; called once, on a thread of its own, with the kernel that
 *     cells will see
 */
public record KernelParts(
        Renderers renderers,
        Magics magics,
        MagicRunner magicRunner,
        Function<Kernel, Interpreter> interpreter) {}
