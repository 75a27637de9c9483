package dev.vitrine.kernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vitrine doctor}: what is there, and what is wrong with it. */
@Command(
        name = "doctor",
        description =
                "Shows the JDK, the library, the kernels that Jupyter finds, and what is wrong.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is; the last lines say what to do"})
final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    private final List<String> problems = new ArrayList<>();
    private PrintWriter out;

    @Override
    public Integer call() {
        out = spec.commandLine().getOut();
        java();
        home();
        kernels(JupyterPaths.current());
        options();
        out.println();
        if (problems.isEmpty()) {
            out.println("Nothing is wrong.");
            return VitrineCommand.OK;
        }
        problems.forEach(problem -> out.println("Problem: " + problem));
        return VitrineCommand.FAILED;
    }

    private void line(String label, String value) {
        out.printf("%-12s %s%n", label, value);
    }

    private void java() {
        line("Java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        line("", System.getProperty("java.home"));
        line(
                "Machine",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch")
                        + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors, heap up to "
                        + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                        + " MiB");
        JdkCheck.problem().ifPresent(problems::add);
    }

    private void home() {
        VitrineHome home;
        try {
            home = VitrineHome.current();
        } catch (IllegalStateException e) {
            line("Home", "none");
            problems.add(e.getMessage());
            return;
        }
        line("Vitrine", VitrineCommand.Version.number() + " in " + home.directory());
        line(
                "",
                home.kernelJars().size()
                        + " jars of the kernel, "
                        + home.library().size()
                        + " of the library");
        if (home.library().isEmpty()) {
            problems.add(
                    "There are no jars in "
                            + home.libraryDirectory()
                            + ", so notebooks cannot import dev.vitrine."
                            + " Build it again with mvn package, or install again.");
        }
    }

    private void kernels(JupyterPaths paths) {
        boolean found = false;
        for (Path directory : paths.kernelDirectories()) {
            for (Path kernel : subfolders(directory)) {
                if (Files.exists(kernel.resolve(KernelSpec.FILE))) {
                    found |= kernel(kernel);
                }
            }
        }
        if (!found) {
            line("Kernel", "Vitrine is not installed for Jupyter; vitrine install does that");
        }
    }

    /** Shows one kernel and looks into it if it is Vitrine's. Returns whether it is. */
    private boolean kernel(Path directory) {
        KernelSpec kernel;
        try {
            kernel = KernelSpec.read(directory);
        } catch (InstallException e) {
            line("Kernel", directory.toString());
            problems.add(e.getMessage());
            return false;
        }
        line("Kernel", directory.getFileName() + " (" + kernel.displayName() + ") in " + directory);
        if (!kernel.isVitrine()) {
            return false;
        }
        Path java = Path.of(kernel.command().get(0));
        line("", "runs on " + java);
        String again = "; install again with: vitrine install --name " + directory.getFileName();
        if (!Files.isExecutable(java)) {
            problems.add(
                    "Kernel "
                            + directory
                            + " runs on "
                            + java
                            + ", which is not there any more"
                            + again);
        }
        VitrineHome installed = new VitrineHome(directory);
        if (!Files.isReadable(installed.kernelJar()) || installed.library().isEmpty()) {
            problems.add("Kernel " + directory + " has lost its jars" + again);
        }
        if (!Files.exists(ClassSharing.ofThisJdk().file(installed))) {
            line("", "no class-data-sharing archive: starts a little slower");
        }
        return true;
    }

    private List<Path> subfolders(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            problems.add("Cannot list " + directory + ": " + e.getMessage());
            return List.of();
        }
    }

    private void options() {
        String options = System.getenv(JvmOptions.variable());
        if (options == null) {
            return;
        }
        line("Options", JvmOptions.variable() + "=" + options);
        try {
            JvmOptions.fromEnvironment();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }
}
