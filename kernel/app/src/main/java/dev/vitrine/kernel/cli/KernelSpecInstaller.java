package dev.vitrine.kernel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies a home into one of Jupyter's kernel folders and writes its {@code kernel.json}. The copy
 * stands alone: the checkout that it came from may be rebuilt or deleted.
 *
 * <p>A new installation is prepared beside the old one and then moved into its place, so that
 * Jupyter never sees half of one.
 */
final class KernelSpecInstaller {

    /** What jupyter_client accepts as the name of a kernel. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final VitrineHome home;
    private final String version;

    KernelSpecInstaller(VitrineHome home, String version) {
        this.home = home;
        this.version = version;
    }

    /**
     * @param kernels the folder that holds one folder per kernel
     * @param name the kernel's name, as in {@code jupyter console --kernel=name}
     * @param jvmOptions options for the kernel's JVM, kept in {@code kernel.json}
     * @param replaceForeign whether a kernel of that name that is not Vitrine's is replaced
     * @return the home that was installed
     */
    VitrineHome install(
            Path kernels,
            String name,
            String displayName,
            List<String> jvmOptions,
            boolean replaceForeign)
            throws InstallException {
        if (!NAME.matcher(name).matches()) {
            throw new InstallException(
                    "\""
                            + name
                            + "\" cannot name a kernel: Jupyter allows letters, digits, dots, hyphens and underscores");
        }
        if (home.kernelJars().isEmpty() || home.library().isEmpty()) {
            throw new InstallException(
                    home.directory()
                            + " is not complete: kernel/*.jar and library/*.jar are needed."
                            + " Build it with mvn package.");
        }
        Path target = kernels.resolve(name);
        if (Files.exists(target) && !replaceForeign) {
            refuseForeign(target, name);
        }
        VitrineHome installed = new VitrineHome(target);
        try {
            Files.createDirectories(kernels);
            Path prepared = Files.createTempDirectory(kernels, "." + name + "-");
            try {
                copyJars(home.kernelJars(), prepared.resolve("kernel"));
                copyJars(home.library(), prepared.resolve("library"));
                Files.writeString(
                        prepared.resolve(KernelSpec.FILE),
                        spec(installed, displayName, jvmOptions));
                // Temporary folders are private to their maker; a kernel in a prefix is for
                // everybody.
                makeReadable(prepared);
                replace(target, prepared);
            } finally {
                deleteTree(prepared);
            }
        } catch (AccessDeniedException e) {
            throw new InstallException(
                    "No permission to write to "
                            + e.getFile()
                            + ". Use --user for your own account, or --prefix DIR with a folder that you may write to.",
                    e);
        } catch (FileSystemException e) {
            throw new InstallException(
                    "Cannot install into "
                            + target
                            + ": "
                            + e.getFile()
                            + ": "
                            + (e.getReason() == null
                                    ? e.getClass().getSimpleName()
                                    : e.getReason()),
                    e);
        } catch (IOException e) {
            throw new InstallException("Cannot install into " + target + ": " + e.getMessage(), e);
        }
        return installed;
    }

    private static void refuseForeign(Path target, String name) throws InstallException {
        boolean ours;
        String description;
        try {
            KernelSpec existing = KernelSpec.read(target);
            ours = existing.isVitrine();
            description = "\"" + existing.displayName() + "\"";
        } catch (InstallException e) {
            ours = false;
            description = "something without a kernel.json";
        }
        if (!ours) {
            throw new InstallException(
                    target
                            + " already holds "
                            + description
                            + ", which is not Vitrine's. Choose"
                            + " another name with --name, or replace the kernel "
                            + name
                            + " with --force.");
        }
    }

    private String spec(VitrineHome installed, String displayName, List<String> jvmOptions) {
        List<String> command = JvmCommand.kernel(installed, jvmOptions, KernelSpec.CONNECTION_FILE);
        return new KernelSpec(displayName, command, "java", true).toJson(Map.of(), version);
    }

    private static void copyJars(List<Path> jars, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Path jar : jars) {
            // Copies, not links: a rebuild that writes into a linked jar would crash the kernels
            // that run from it.
            Files.copy(
                    jar, directory.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void makeReadable(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void replace(Path target, Path prepared) throws IOException {
        if (!Files.exists(target)) {
            Files.move(prepared, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path attic = Files.createTempDirectory(target.getParent(), ".old-");
        Path old = attic.resolve(target.getFileName());
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(prepared, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        } finally {
            deleteTree(attic);
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
