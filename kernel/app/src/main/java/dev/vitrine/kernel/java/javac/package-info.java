/**
 * Cells compiled whole: each becomes one compilation unit and one run of javac.
 *
 * <p>{@link dev.vitrine.kernel.java.javac.CompiledEvaluator} is where a cell enters. {@code
 * CellParser} cuts it into pieces, {@code UnitWriter} writes the compilation unit, {@code Compiler}
 * compiles it with contexts that are used again, {@code CellCompilation} decides what of the result
 * is new, and {@code Declarations} remembers it. javac's own packages are used for its scanner and
 * for reusing its state; no other API can do that.
 */
package dev.vitrine.kernel.java.javac;
