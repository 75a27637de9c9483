package dev.vitrine.api;

/** The magics of a kernel. Names are unique per kind and looked up without regard to case. */
public interface Magics {

    /**
     * Registers {@code %name}; a later registration replaces the earlier.
     *
     * @param name a letter or underscore, then letters, digits, underscores, dots and hyphens
     * @param usage one line: the arguments and what the magic does, for example {@code
     *     "[onednn|nd4j]: choose or list devices"}
     */
    void line(String name, String usage, LineMagic magic);

    /** Registers {@code %%name}; see {@link #line}. */
    void cell(String name, String usage, CellMagic magic);

    /** Whether there is a {@code %name}. */
    boolean hasLine(String name);

    /** Whether there is a {@code %%name}. */
    boolean hasCell(String name);
}
