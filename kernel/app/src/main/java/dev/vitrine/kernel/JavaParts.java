package dev.vitrine.kernel;

import dev.vitrine.api.widgets.WidgetTargets;
import dev.vitrine.kernel.display.RendererRegistry;
import dev.vitrine.kernel.java.BlockedSockets;
import dev.vitrine.kernel.java.JavaInterpreter;
import dev.vitrine.kernel.java.PublishedDocuments;
import dev.vitrine.kernel.java.ThreadFailures;
import dev.vitrine.kernel.magic.BuiltInMagics;
import dev.vitrine.kernel.magic.JvmMagic;
import dev.vitrine.kernel.magic.MagicRegistry;
import dev.vitrine.kernel.magic.MagicTransformer;
import dev.vitrine.kernel.magic.NextStart;
import dev.vitrine.kernel.magic.TraceMagic;
import dev.vitrine.kernel.session.KernelParts;
import dev.vitrine.kernel.session.MagicRunner;
import dev.vitrine.kernel.startup.StartupVariables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What makes the kernel one for Java. */
final class JavaParts {

    private JavaParts() {}

    /**
     * @param library jars that every cell can use
     * @param nextStart empty if the kernel cannot arrange it
     */
    static KernelParts create(List<Path> library, Optional<NextStart> nextStart) {
        BlockedSockets.install();
        MagicRegistry magics = new MagicRegistry();
        return new KernelParts(
                new RendererRegistry(),
                magics,
                new RegisteredMagics(magics),
                kernel -> {
                    PublishedDocuments documents = BuiltInMagics.register(magics, kernel);
                    nextStart.ifPresent(next -> arrange(next, magics));
                    WidgetTargets.install(kernel);
                    JavaInterpreter interpreter = interpreter(library, magics, documents);
                    magics.line(
                            TraceMagic.NAME,
                            TraceMagic.USAGE,
                            new TraceMagic(interpreter.tracebacks()));
                    Thread.setDefaultUncaughtExceptionHandler(new ThreadFailures(interpreter));
                    return interpreter;
                });
    }

    /** What is printed now is shown in the first cell. */
    private static void arrange(NextStart next, MagicRegistry magics) {
        magics.line(JvmMagic.NAME, JvmMagic.USAGE, new JvmMagic(next));
        next.warning().ifPresent(System.err::println);
    }

    private static JavaInterpreter interpreter(
            List<Path> library, MagicRegistry magics, PublishedDocuments documents) {
        return new JavaInterpreter(
                new JavaInterpreter.Configuration(
                        library,
                        new MagicTransformer(magics),
                        Evaluators.named(System.getenv(Evaluators.VARIABLE)),
                        StartupVariables.read(System.getenv()),
                        documents));
    }

    private record RegisteredMagics(MagicRegistry magics) implements MagicRunner {

        @Override
        public Object line(String name, List<String> arguments) throws Exception {
            return magics.runLine(name, arguments);
        }

        @Override
        public Object cell(String name, List<String> arguments, String body) throws Exception {
            return magics.runCell(name, arguments, body);
        }
    }
}
