package dev.vitrine.kernel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command line, {@code vitrine COMMAND}. */
@Command(
        name = "vitrine",
        description = "A Java kernel for Jupyter, with a library of vision transformers.",
        mixinStandardHelpOptions = true,
        versionProvider = VitrineCommand.Version.class,
        subcommands = {
            RunCommand.class,
            InstallCommand.class,
            DoctorCommand.class,
            ServeCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "The launcher of a source checkout also knows: build, lab, test, bench (./vitrine --help)."
        })
public final class VitrineCommand implements Runnable {

    /** Everything went well. */
    public static final int OK = 0;

    /** What was asked for failed, such as a cell of the notebook. */
    public static final int FAILED = 1;

    /** Arguments or input files that cannot be used. */
    public static final int USAGE = 2;

    /** Stopped by Ctrl-C, as shells count it: 128 + SIGINT. */
    public static final int INTERRUPTED = 130;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    /**
     * Runs a command.
     *
     * @return the exit code
     */
    public static int execute(String... arguments) {
        return new CommandLine(new VitrineCommand()).execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The version in the jar's manifest, and the Java that runs it. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "Vitrine " + number(),
                "Java " + Runtime.version() + ", " + System.getProperty("java.home")
            };
        }

        static String number() {
            String version = VitrineCommand.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }
}
