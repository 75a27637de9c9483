package dev.vitrine.kernel.session;

import dev.vitrine.api.Extension;
import dev.vitrine.api.Kernel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds and installs the extensions on the class path of user code, each class once. */
final class Extensions {

    private final Set<String> known = new HashSet<>();
    private final List<Extension> installed = new ArrayList<>();

    /** Installs those that were not there before. One that fails is reported and left out. */
    synchronized void installNew(Kernel kernel, ClassLoader userClasses) {
        Iterator<Extension> found = ServiceLoader.load(Extension.class, userClasses).iterator();
        Optional<Extension> next;
        while ((next = next(found)).isPresent()) {
            Extension extension = next.get();
            if (known.add(extension.getClass().getName())) {
                install(extension, kernel);
            }
        }
    }

    /** Tells those that are installed. */
    synchronized void classPathChanged(Kernel kernel) {
        for (Extension extension : List.copyOf(installed)) {
            try {
                extension.classPathChanged(kernel);
            } catch (RuntimeException | LinkageError e) {
                report("Extension " + extension.getClass().getName() + " failed", e);
            }
        }
    }

    synchronized void uninstallAll(Kernel kernel) {
        for (Extension extension : installed) {
            try {
                extension.uninstall(kernel);
            } catch (RuntimeException | LinkageError e) {
                report("Extension " + extension.getClass().getName() + " failed to uninstall", e);
            }
        }
        installed.clear();
    }

    private void install(Extension extension, Kernel kernel) {
        try {
            extension.install(kernel);
            installed.add(extension);
        } catch (RuntimeException | LinkageError e) {
            report("Extension " + extension.getClass().getName() + " is left out", e);
        }
    }

    /** The next extension that can be made; each that cannot be made is reported once. */
    private Optional<Extension> next(Iterator<Extension> found) {
        while (true) {
            try {
                return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
            } catch (ServiceConfigurationError | LinkageError e) {
                if (!known.add("broken: " + e.getMessage())) {
                    continue;
                }
                report("An extension is left out", e);
            }
        }
    }

    private static void report(String what, Throwable why) {
        System.err.println(what + ": " + why);
    }
}
