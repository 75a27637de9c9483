package dev.vitrine.kernel.java.javac;

import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;

/**
 * Something that may stand at a cursor.
 *
 * @param name without parentheses
 * @param kind what the front end draws an icon for
 * @param element what it names, or null if the compiler does not have it
 * @param type of the element at the cursor, or null
 * @param signature for people
 * @param fits whether it has a type that is expected there
 * @param rank those of a higher one come later
 */
record Offer(
        String name,
        String kind,
        Element element,
        TypeMirror type,
        String signature,
        boolean fits,
        int rank) {

    /** Of the method around the cursor. */
    static final int LOCAL = -1;

    /** Of the name spaces around the cursor. */
    static final int NEAR = 0;

    /** What imports on demand bring. */
    static final int FAR = 1;

    /** What every object has. */
    static final int OF_OBJECT = 2;

    static final int KEYWORD = 3;

    /** The kinds, in the words of Jupyter's front ends. */
    static final String CLASS = "class";

    static final String INTERFACE = "interface";
    static final String FUNCTION = "function";
    static final String INSTANCE = "instance";
    static final String MODULE = "module";
    static final String WORD = "keyword";

    /** Whether it is a type, rather than something that has a value. */
    boolean isType() {
        return kind.equals(CLASS) || kind.equals(INTERFACE);
    }

    /** A word or a name that the compiler has no element for. */
    static Offer plain(String name, String kind, String signature, boolean fits, int rank) {
        return new Offer(name, kind, null, null, signature, fits, rank);
    }
}
