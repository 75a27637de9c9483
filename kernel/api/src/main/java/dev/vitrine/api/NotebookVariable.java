package dev.vitrine.api;

/**
 * A variable that a cell has declared.
 *
 * @param type as it is or could be written in the declaration
 * @param value what it holds now; may be null
 * @param outdated the simple name of a class that was declared anew since the value was made by its
 *     earlier declaration, or the empty string
 */
public record NotebookVariable(String name, String type, Object value, String outdated) {}
