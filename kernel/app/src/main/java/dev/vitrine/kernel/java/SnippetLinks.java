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
public final class SnippetLinks {

    static final String CALL = "call";
    static final String GET = "get";
    static final String SET = "set";

    private final SnippetClassLoader loader;
    private final Map<String, String> homes = new HashMap<>();
    private final Map<String, List<WeakReference<Site>>> sites = new HashMap<>();

    SnippetLinks(SnippetClassLoader loader) {
        this.loader = loader;
    }

    /** Links an {@code invokedynamic} instruction of a cell's class; called by the JVM. */
    public static CallSite link(
            MethodHandles.Lookup caller, String name, MethodType type, String kind)
            throws ReflectiveOperationException {
        SnippetClassLoader loader = (SnippetClassLoader) caller.lookupClass().getClassLoader();
        return loader.links().newSite(new Reference(caller, name, type, kind));
    }

    /** Where a member lives from now on; {@link #repoint} makes it so for code that is loaded. */
    synchronized void moveTo(String member, String className) {
        homes.put(member, className);
    }

    synchronized void repoint(String member) throws ReflectiveOperationException {
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
            throw new NoSuchMethodException(reference.name + " is not declared");
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
    static String member(String name, String descriptor) {
        return descriptor.startsWith("(") ? name + descriptor : name + ":" + descriptor;
    }

    private record Reference(
            MethodHandles.Lookup caller, String name, MethodType type, String kind) {

        String member() {
            return switch (kind) {
                case CALL -> SnippetLinks.member(name, type.descriptorString());
                case GET -> SnippetLinks.member(name, type.returnType().descriptorString());
                default -> SnippetLinks.member(name, type.parameterType(0).descriptorString());
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
