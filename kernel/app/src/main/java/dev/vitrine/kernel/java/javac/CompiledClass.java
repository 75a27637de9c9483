package dev.vitrine.kernel.java.javac;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A top-level class that a cell compiled to, and the classes nested in it, as the compiler of later
 * cells is to see them.
 */
final class CompiledClass {

    /** The package of all of them. */
    static final String PACKAGE = "cell";

    static final String PREFIX = PACKAGE + ".";

    private final String name;
    private final Map<String, byte[]> files = new TreeMap<>();
    private Set<CompiledClass> references = Set.of();
    private ClassLoader loader;

    /**
     * @param name with its package
     * @param files class files by name, its own and those of nested classes
     */
    CompiledClass(String name, Map<String, byte[]> files) {
        this.name = name;
        this.files.putAll(files);
    }

    String name() {
        return name;
    }

    Map<String, byte[]> files() {
        return files;
    }

    String internalName() {
        return name.replace('.', '/');
    }

    /** What defines it. */
    ClassLoader loader() {
        return loader;
    }

    void isDefinedBy(ClassLoader definer) {
        loader = definer;
    }

    /** Names the classes that its class files mention, so that they stay as long as it does. */
    void refersTo(Set<CompiledClass> classes) {
        references = Set.copyOf(classes);
    }

    Set<CompiledClass> references() {
        return references;
    }

    /**
     * Makes later cells blind to members that were replaced.
     *
     * @return whether nothing is left to be seen
     */
    boolean hide(Set<String> members) {
        byte[] file = ClassFiles.without(files.get(name), members);
        files.put(name, file);
        return ClassFiles.members(file).isEmpty();
    }

    /** Drops what the compiler does not read, unless it is needed to compare types. */
    void forgetCode() {
        if (files.size() == 1) {
            files.replaceAll((className, file) -> ClassFiles.declaration(file));
        }
    }

    /** The top-level class's name of a class of a cell, nested or not. */
    static String topLevelOf(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    /** Copies classes and all that they refer to; the copies refer to each other. */
    static Map<CompiledClass, CompiledClass> copies(Collection<CompiledClass> classes) {
        Map<CompiledClass, CompiledClass> copies = new HashMap<>();
        for (CompiledClass each : closure(classes)) {
            CompiledClass copy = new CompiledClass(each.name, each.files);
            copy.loader = each.loader;
            copies.put(each, copy);
        }
        copies.forEach(
                (each, copy) ->
                        copy.references =
                                each.references.stream()
                                        .map(copies::get)
                                        .collect(Collectors.toUnmodifiableSet()));
        return copies;
    }

    /** The classes and all that they refer to. */
    static Set<CompiledClass> closure(Collection<CompiledClass> classes) {
        Set<CompiledClass> closure = new LinkedHashSet<>(classes);
        Deque<CompiledClass> queue = new ArrayDeque<>(closure);
        while (!queue.isEmpty()) {
            for (CompiledClass next : queue.pop().references()) {
                if (closure.add(next)) {
                    queue.add(next);
                }
            }
        }
        return closure;
    }
}
