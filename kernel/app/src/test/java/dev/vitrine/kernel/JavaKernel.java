package dev.vitrine.kernel;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A kernel process for Java cells, from the classes under test. */
public final class JavaKernel {

    private JavaKernel() {}

    /** Starts one, without a history. */
    public static KernelClient launch(String... jvmOptions)
            throws IOException, InterruptedException {
        return launch(Map.of(), jvmOptions);
    }

    /** Starts one with environment variables of its own. */
    public static KernelClient launch(Map<String, String> environment, String... jvmOptions)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What the kernel's jar has in its manifest, the tests have on their command line.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(List.of(jvmOptions));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(KernelProcess.class.getName());
        command.add("{connection_file}");
        Map<String, String> all = new HashMap<>(Map.of("VITRINE_HISTORY", "none"));
        all.putAll(environment);
        return KernelClient.launch(new KernelCommand(command, all, Path.of("").toAbsolutePath()));
    }
}
