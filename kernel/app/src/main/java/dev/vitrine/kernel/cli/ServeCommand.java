package dev.vitrine.kernel.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code vitrine kernel FILE}; here for {@code --help} only, since the process starts it without
 * the command line.
 */
@Command(
        name = "kernel",
        description =
                "Serves one notebook; Jupyter starts it by the kernelspec that install writes.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shut down by the front end",
            "1:no usable JDK, or the process that started it has ended",
            "2:the connection file cannot be used",
            "3:a port is taken",
            "4:the connection was lost for want of memory"
        })
final class ServeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "Jupyter's connection file.")
    private String connectionFile;

    @Override
    public Integer call() {
        return KernelStart.run(List.of(connectionFile));
    }
}
