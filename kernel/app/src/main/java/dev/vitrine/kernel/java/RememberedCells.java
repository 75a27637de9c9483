package dev.vitrine.kernel.java;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The cells that ran, for errors to quote. */
final class RememberedCells implements CellTraceback.Cells {

    private final CellTransformer transformer;
    private final Supplier<Evaluator> evaluator;
    private final Map<String, CellSource> cells = new ConcurrentHashMap<>();

    RememberedCells(CellTransformer transformer, Supplier<Evaluator> evaluator) {
        this.transformer = transformer;
        this.evaluator = evaluator;
    }

    /**
     * A cell that is about to run.
     *
     * @param name what errors call it: {@code In[3]}
     */
    CellSource remember(String name, String code) {
        CellSource cell = new CellSource(CellTraceback.CELL + name, code);
        cells.put(cell.label(), cell);
        return cell;
    }

    @Override
    public String line(String label, int number) {
        CellSource cell = cells.get(label);
        return cell == null ? "" : cell.line(number);
    }

    @Override
    public Optional<CodeRange> failed(String label, int line, FailedStep step) {
        CellSource cell = cells.get(label);
        return cell == null
                ? Optional.empty()
                : java(cell)
                        // A magic on this line moves what stands behind it.
                        .filter(java -> java.line(line).equals(cell.line(line)))
                        .flatMap(java -> failed(java, line, step));
    }

    private Optional<CellSource> java(CellSource cell) {
        try {
            return transformer.transform(cell.text()) instanceof CellTransformer.Java java
                    ? Optional.of(new CellSource(cell.label(), java.source()))
                    : Optional.empty();
        } catch (CellFailure e) {
            return Optional.empty();
        }
    }

    private Optional<CodeRange> failed(CellSource java, int line, FailedStep step) {
        return evaluator
                .get()
                .failed(java.text(), line, step)
                .flatMap(
                        range -> {
                            int start = java.offset(line);
                            int from = Math.max(0, range.start() - start);
                            int to = Math.min(java.line(line).length(), range.end() - start);
                            return from < to
                                    ? Optional.of(new CodeRange(from, to))
                                    : Optional.empty();
                        });
    }
}
