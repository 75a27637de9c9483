package dev.vitrine.kernel.session;

import dev.vitrine.kernel.KernelProcess;
import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.display.RendererRegistry;
import dev.vitrine.kernel.magic.MagicRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A kernel process of the {@link EchoInterpreter}'s language. */
public final class EchoKernel {

    private EchoKernel() {}

    public static void main(String[] arguments) {
        System.exit(KernelProcess.serve(List.of(arguments), EchoKernel::parts));
    }

    private static KernelParts parts() {
        MagicRegistry magics = new MagicRegistry();
        return new KernelParts(
                new RendererRegistry(),
                magics,
                new MagicRunner() {
                    @Override
                    public Object line(String name, List<String> arguments) throws Exception {
                        return magics.runLine(name, arguments);
                    }

                    @Override
                    public Object cell(String name, List<String> arguments, String body)
                            throws Exception {
                        return magics.runCell(name, arguments, body);
                    }
                },
                EchoInterpreter::new);
    }

    /** The command that starts it, with a history file of its own. */
    public static KernelCommand command(String history) {
        return new KernelCommand(
                argv("{connection_file}"),
                Map.of("VITRINE_HISTORY", history),
                Path.of("").toAbsolutePath());
    }

    static KernelClient launch() throws IOException, InterruptedException {
        return KernelClient.launch(command("none"));
    }

    static List<String> argv(String connectionFile) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                EchoKernel.class.getName(),
                connectionFile);
    }
}
