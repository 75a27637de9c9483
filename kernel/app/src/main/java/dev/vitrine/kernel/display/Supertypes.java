package dev.vitrine.kernel.display;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The order in which the types of a value are asked for a renderer. */
final class Supertypes {

    private Supertypes() {}

    /**
     * The class, its superclasses from the nearest, its interfaces so that none comes before one
     * that extends it, and {@code Object} last, since a renderer of everything must not hide a
     * renderer of an interface. For an array of objects, the arrays of the component's types in the
     * same order.
     */
    static List<Class<?>> nearestFirst(Class<?> type) {
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            List<Class<?>> arrays = new ArrayList<>();
            for (Class<?> component : nearestFirst(type.getComponentType())) {
                arrays.add(Array.newInstance(component, 0).getClass());
            }
            arrays.add(Object.class);
            return arrays;
        }
        List<Class<?>> types = new ArrayList<>();
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            types.add(c);
            addInterfaces(c, interfaces);
        }
        types.addAll(subinterfacesFirst(interfaces));
        types.add(Object.class);
        return types;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
        for (Class<?> direct : type.getInterfaces()) {
            interfaces.add(direct);
            addInterfaces(direct, interfaces);
        }
    }

    private static List<Class<?>> subinterfacesFirst(Set<Class<?>> interfaces) {
        List<Class<?>> ordered = new ArrayList<>();
        Set<Class<?>> left = new LinkedHashSet<>(interfaces);
        while (!left.isEmpty()) {
            Class<?> next =
                    left.stream()
                            .filter(
                                    c ->
                                            left.stream()
                                                    .noneMatch(
                                                            other ->
                                                                    other != c
                                                                            && c.isAssignableFrom(
                                                                                    other)))
                            .findFirst()
                            .orElseThrow();
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }
}
