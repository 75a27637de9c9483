package dev.vitrine.kernel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vitrine install}: makes the kernel known to Jupyter, on the JDK that runs the command. */
@Command(
        name = "install",
        description = {
            "Installs the kernel for Jupyter, on the JDK that runs this command.",
            "The installation is a copy and stands alone; installing again replaces it.",
            "Options for the kernel's JVM come from --jvm-option, and at every start from VITRINE_JVM_OPTS."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:installed",
            "1:could not install; the message says why",
            "2:bad arguments"
        })
final class InstallCommand implements Callable<Integer> {

    @ArgGroup private Place place = new Place();

    @Option(
            names = "--name",
            defaultValue = "java",
            description = "Name of the kernel (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--display-name",
            defaultValue = "Java (Vitrine)",
            description = "Name that Jupyter shows (default: ${DEFAULT-VALUE}).")
    private String displayName;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description =
                    "Option for the kernel's JVM, such as --jvm-option=-Xmx8g; may be repeated.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(
            names = "--force",
            description = "Replace a kernel of that name even if it is not Vitrine's.")
    private boolean force;

    @Spec private CommandSpec spec;

    /** Where to; at most one. */
    static final class Place {

        @Option(names = "--user", description = "For your own account (the default).")
        private boolean user;

        @Option(
                names = "--prefix",
                paramLabel = "DIR",
                description = "Into DIR/share/jupyter/kernels, for example /usr/local.")
        private Path prefix;

        @Option(
                names = "--sys-prefix",
                description = "Into the active virtual environment or Conda environment.")
        private boolean activePrefix;

        @Option(
                names = "--system",
                description =
                        "For all accounts of this machine; it usually takes an administrator.")
        private boolean system;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Optional<String> problem = JdkCheck.problem();
        if (problem.isPresent()) {
            err.println(problem.get());
            return VitrineCommand.FAILED;
        }
        try {
            Path kernels = kernelDirectory();
            VitrineHome installed =
                    new KernelSpecInstaller(VitrineHome.current(), VitrineCommand.Version.number())
                            .install(kernels, name, displayName, jvmOptions, force);
            out.println(
                    "Installed kernel "
                            + name
                            + " ("
                            + displayName
                            + ") in "
                            + installed.directory());
            out.println(
                    "It runs on Java "
                            + Runtime.version()
                            + " at "
                            + System.getProperty("java.home"));
            out.flush();
            SharedArchive.create(installed, jvmOptions)
                    .ifPresentOrElse(
                            reason ->
                                    err.println(
                                            "No class-data-sharing archive, so the kernel starts a little"
                                                    + " slower: "
                                                    + reason),
                            () ->
                                    out.println(
                                            "Class-data-sharing archive: "
                                                    + ClassSharing.ofThisJdk().file(installed)));
            return VitrineCommand.OK;
        } catch (InstallException | IllegalStateException e) {
            err.println(e.getMessage());
            return VitrineCommand.FAILED;
        }
    }

    private Path kernelDirectory() throws InstallException {
        JupyterPaths paths = JupyterPaths.current();
        if (place.prefix != null) {
            return JupyterPaths.prefixKernels(place.prefix.toAbsolutePath().normalize());
        }
        if (place.activePrefix) {
            return JupyterPaths.prefixKernels(
                    paths.activePrefix()
                            .orElseThrow(
                                    () ->
                                            new InstallException(
                                                    "--sys-prefix needs an active environment, but neither"
                                                            + " VIRTUAL_ENV nor CONDA_PREFIX is set; use --prefix DIR")));
        }
        if (place.system) {
            return paths.systemKernels()
                    .orElseThrow(
                            () ->
                                    new InstallException(
                                            "--system needs the folder of all users' data, but PROGRAMDATA"
                                                    + " is not set; use --prefix DIR"));
        }
        return paths.userKernels();
    }
}
