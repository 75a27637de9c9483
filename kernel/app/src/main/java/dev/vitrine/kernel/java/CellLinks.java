package dev.vitrine.kernel.java;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Connects what a cell calls and reads with the newest declaration of it.
 *
 * <p>JShell puts each top-level method and variable into a class of its own and, when a method is
 * declared anew, into a new class. Code compiled earlier would go on calling the old one, so JShell
 * replaces that code too, and with it variables lose their values. Here such references are call
 * sites that know a member by name and descriptor, and that are pointed at its new home when it
 * moves; the code that holds them can stay, and with it the variables. To compiled code a call site
 * is a constant, so this costs nothing in the long run.
 */
public final class CellLinks {

    public static final String CALL = "call";
    public static final String GET = "get";
    public static final String SET = "set";

    /** The bootstrap method of linked instructions; its argument is one of the words above. */
    public static final Handle LINK =
            new Handle(
                    Opcodes.H_INVOKESTATIC,
                    Type.getInternalName(CellLinks.class),
                    "link",
                    "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                            + "Ljava/lang/invoke/MethodType;Ljava/lang/String;)"
                            + "Ljava/lang/invoke/CallSite;",
                    false);

    private final Homes loader;
    private final Map<String, String> homes = new HashMap<>();
    private final Map<String, List<WeakReference<Site>>> sites = new HashMap<>();

    /**
     * @param loader finds the classes that members live in
     */
    public CellLinks(Homes loader) {
        this.loader = loader;
    }

    /** Finds classes by name. */
    public interface Homes {
        Class<?> loadClass(String name) throws ClassNotFoundException;
    }

    /** A class loader whose classes are linked. */
    public interface Linked {
        CellLinks links();
    }

    /** Links an {@code invokedynamic} instruction of a cell's class; called by the JVM. */
    public static CallSite link(
            MethodHandles.Lookup caller, String name, MethodType type, String kind)
            throws ReflectiveOperationException {
        Linked loader = (Linked) caller.lookupClass().getClassLoader();
        return loader.links().newSite(new Reference(caller, name, type, kind));
    }

    /** Where a member lives from now on; {@link #repoint} makes it so for code that is loaded. */
    public synchronized void moveTo(String member, String className) {
        homes.put(member, className);
    }

    /** Forgets a member that is gone; code that is linked to it goes on with the old one. */
    public synchronized void remove(String member) {
        homes.remove(member);
    }

    public synchronized void repoint(String member) throws ReflectiveOperationException {
        List<WeakReference<Site>> links = sites.get(member);
        if (links == null) {
            return;
        }
        links.removeIf(link -> link.get() == null);
        List<Site> changed =
                links.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
        for (Site site : changed) {
            site.setTarget(resolve(site.reference));
        }
        if (!changed.isEmpty()) {
            MutableCallSite.syncAll(changed.toArray(MutableCallSite[]::new));
        }
    }

    private synchronized CallSite newSite(Reference reference) throws ReflectiveOperationException {
        Site site = new Site(reference, resolve(reference));
        sites.computeIfAbsent(reference.member(), key -> new ArrayList<>())
                .add(new WeakReference<>(site));
        return site;
    }

    private MethodHandle resolve(Reference reference) throws ReflectiveOperationException {
        String home = homes.get(reference.member());
        if (home == null) {
            throw new NoSuchMethodException(
                    reference.name
                            + " was declared anew with another type, or not at all, since this code"
                            + " was compiled");
        }
        Class<?> owner = loader.loadClass(home);
        MethodHandles.Lookup caller = reference.caller;
        return switch (reference.kind) {
            case CALL -> caller.findStatic(owner, reference.name, reference.type);
            case GET -> caller.findStaticGetter(owner, reference.name, reference.type.returnType());
            default ->
                    caller.findStaticSetter(owner, reference.name, reference.type.parameterType(0));
        };
    }

    /** The key of a method ({@code f(I)I}) or a variable ({@code x:I}). */
    public static String member(String name, String descriptor) {
        return descriptor.startsWith("(") ? name + descriptor : name + ":" + descriptor;
    }

    private record Reference(
            MethodHandles.Lookup caller, String name, MethodType type, String kind) {

        String member() {
            return switch (kind) {
                case CALL -> CellLinks.member(name, type.descriptorString());
                case GET -> CellLinks.member(name, type.returnType().descriptorString());
                default -> CellLinks.member(name, type.parameterType(0).descriptorString());
            };
        }
    }

    private static final class Site extends MutableCallSite {

        private final Reference reference;

        Site(Reference reference, MethodHandle target) {
            super(target);
            this.reference = reference;
        }
    }
}
