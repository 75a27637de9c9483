package dev.vitrine.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes arrays, collections and maps with a bounded number of elements. Short ones read as by
 * {@code toString()}; arrays as in the {@code jshell} tool, {@code int[3] { 1, 2, 3 }}.
 */
public final class ElementText {

    /** Elements shown of one array, collection or map. */
    private static final int MAX_ELEMENTS = 100;

    /** Characters shown of one element. */
    private static final int MAX_ELEMENT_LENGTH = 2_000;

    /** Past this length no further element is begun, however deep. */
    private static final int MAX_LENGTH = 20_000;

    private static final int MAX_DEPTH = 16;

    private final StringBuilder out = new StringBuilder();

    /** The containers being written, so that one that contains itself ends. */
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private ElementText() {}

    /** The text of any value; never an exception, and at most as long as {@link BoundedText}'s. */
    public static String of(Object value) {
        ElementText text = new ElementText();
        text.write(value);
        return BoundedText.cut(text.out.toString(), BoundedText.LIMIT);
    }

    private void write(Object value) {
        boolean container = value != null && isContainer(value);
        if (!container) {
            out.append(
                    BoundedText.cut(
                            BoundedText.uncut(value),
                            open.isEmpty() ? BoundedText.LIMIT : MAX_ELEMENT_LENGTH));
        } else if (open.size() == MAX_DEPTH || !open.add(value)) {
            out.append("(…)");
        } else {
            writeContainer(value);
            open.remove(value);
        }
    }

    private void writeContainer(Object value) {
        if (value.getClass().isArray()) {
            writeArray(value);
        } else if (value instanceof Map<?, ?> map) {
            writeElements("{", "}", map.entrySet().iterator(), map.size(), this::writeEntry);
        } else if (value instanceof Collection<?> collection) {
            writeElements("[", "]", collection.iterator(), collection.size(), this::write);
        } else if (value instanceof Optional<?> optional) {
            List<?> content = optional.stream().toList();
            if (content.isEmpty()) {
                out.append("Optional.empty");
            } else {
                out.append("Optional[");
                write(content.get(0));
                out.append(']');
            }
        } else {
            throw new IllegalStateException("Not a container: " + value.getClass());
        }
    }

    /**
     * A class that brings its own {@code toString()} means it to be seen, so only the JDK's own are
     * taken apart.
     */
    private static boolean isContainer(Object value) {
        if (value.getClass().isArray()) {
            return true;
        }
        if (!(value instanceof Map || value instanceof Collection || value instanceof Optional)) {
            return false;
        }
        try {
            Class<?> writer = value.getClass().getMethod("toString").getDeclaringClass();
            return writer.getModule() == Object.class.getModule();
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void writeEntry(Map.Entry<?, ?> entry) {
        write(entry.getKey());
        out.append('=');
        write(entry.getValue());
    }

    private void writeArray(Object array) {
        int length = Array.getLength(array);
        out.append(nameWithLength(array.getClass(), length)).append(' ');
        if (length == 0) {
            out.append("{ }");
            return;
        }
        boolean rows = array.getClass().getComponentType().isArray();
        Iterator<Object> elements =
                new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < length;
                    }

                    @Override
                    public Object next() {
                        return Array.get(array, next++);
                    }
                };
        String indent = "\n" + "  ".repeat(open.size());
        if (rows) {
            writeElements(
                    "{" + indent,
                    indent.substring(0, indent.length() - 2) + "}",
                    elements,
                    length,
                    this::write,
                    "," + indent);
        } else {
            writeElements("{ ", " }", elements, length, this::write);
        }
    }

    private static String nameWithLength(Class<?> arrayType, int length) {
        Class<?> element = arrayType;
        int dimensions = 0;
        while (element.isArray()) {
            element = element.getComponentType();
            dimensions++;
        }
        return element.getSimpleName() + "[" + length + "]" + "[]".repeat(dimensions - 1);
    }

    private <E> void writeElements(
            String start, String end, Iterator<? extends E> elements, int size, Consumer<E> write) {
        writeElements(start, end, elements, size, write, ", ");
    }

    private <E> void writeElements(
            String start,
            String end,
            Iterator<? extends E> elements,
            int size,
            Consumer<E> write,
            String separator) {
        out.append(start);
        int written = 0;
        while (elements.hasNext()) {
            if (written > 0) {
                out.append(separator);
            }
            if (written == MAX_ELEMENTS || out.length() > MAX_LENGTH) {
                out.append(String.format(Locale.ROOT, "… %,d more", size - written));
                break;
            }
            write.accept(elements.next());
            written++;
        }
        out.append(end);
    }
}
