package dev.vitrine.learn.train;

import dev.vitrine.learn.checkpoint.ArrayInfo;
import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.CheckpointException;
import dev.vitrine.learn.checkpoint.CheckpointWriter;
import dev.vitrine.learn.checkpoint.ElementType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A {@link TrainingState} in a safetensors file: parameters and buffers under {@code model},
 * statistics under {@code optimizer}, averages under {@code average}, and the run so far under
 * {@code history}. The model's part can be read like any other weights.
 */
final class TrainingCheckpoint {

    private static final String FORMAT = "vitrine.training";
    private static final String VERSION = "1";
    private static final String RECIPE = "recipe.";
    private static final String GENERATORS = "random/generators";

    private static final Map<String, ToDoubleFunction<History.Entry>> COLUMNS =
            new LinkedHashMap<>();

    static {
        COLUMNS.put("epoch", History.Entry::epoch);
        COLUMNS.put("loss", History.Entry::loss);
        COLUMNS.put("accuracy", History.Entry::accuracy);
        COLUMNS.put("learning_rate", History.Entry::learningRate);
        COLUMNS.put("images_per_second", History.Entry::imagesPerSecond);
        COLUMNS.put("seconds", History.Entry::seconds);
    }

    private TrainingCheckpoint() {}

    /** What is kept of each step, by the names in the file. */
    private static Map<String, ToDoubleFunction<History.Entry>> columns(History history) {
        Map<String, ToDoubleFunction<History.Entry>> all = new LinkedHashMap<>();
        COLUMNS.forEach((name, column) -> all.put("history/" + name, column));
        List<String> losses = history.losses();
        for (int i = 1; i < losses.size(); i++) {
            int turn = i;
            all.put("history/loss of " + losses.get(i), entry -> entry.losses().get(turn));
        }
        return all;
    }

    /**
     * Writes the state after the last whole step.
     *
     * @param recipe what the run was asked for, in words by name
     */
    static void save(Path file, TrainingState state, Map<String, String> recipe) {
        CheckpointWriter writer = new CheckpointWriter().metadata(FORMAT, VERSION);
        writer.metadata("step", Long.toString(state.step()));
        recipe.forEach((name, value) -> writer.metadata(RECIPE + name, value));
        state.model().arrays().forEach((name, t) -> writer.add("model/" + name, t));
        state.statistics().forEach((name, t) -> writer.add("optimizer/" + name, t));
        if (state.average() != null) {
            state.average().averages().forEach((name, t) -> writer.add("average/" + name, t));
        }
        long[] generators =
                state.positions().stream()
                        .flatMapToLong(
                                position -> LongStream.of(position.key(), position.counter()))
                        .toArray();
        writer.add(GENERATORS, generators, ElementType.I64, generators.length / 2, 2);
        List<History.Entry> entries = state.history().entries();
        columns(state.history())
                .forEach(
                        (name, column) ->
                                writer.add(
                                        name,
                                        Tensor.of(
                                                entries.stream().mapToDouble(column).toArray(),
                                                entries.size())));
        writer.write(file);
    }

    /**
     * Puts a state back to where the file has it.
     *
     * @param recipe what this run is asked for, or null if the file may come from another run
     * @throws IllegalStateException if the file comes from a run with another recipe; names every
     *     difference
     * @throws IllegalArgumentException if its arrays do not fit model, optimizer or average; lists
     *     what does not
     * @throws CheckpointException if the file is damaged or no training checkpoint
     */
    static void load(Path file, TrainingState state, Map<String, String> recipe) {
        try (Checkpoint open = Checkpoint.open(file)) {
            Map<String, String> texts = open.metadata();
            if (!VERSION.equals(texts.get(FORMAT))) {
                throw new CheckpointException(
                        file,
                        null,
                        texts.containsKey(FORMAT)
                                ? "is a training checkpoint of version " + texts.get(FORMAT)
                                : "holds weights only, no training run; load it into the model");
            }
            if (recipe != null) {
                requireSame(file, recipe, texts);
            }
            requireAll(file, open);
            List<History.Entry> entries = entries(file, open, state.history());
            List<Philox.State> positions = positions(file, open, state.positions());
            Map<String, Tensor> statistics = tensors(open, "optimizer");
            Map<String, Tensor> averages = tensors(open, "average");
            state.loadStatistics(statistics, entries.size());
            if (state.average() != null) {
                state.average().load(averages);
            }
            open.under("model").loadInto(state.model());
            state.restorePositions(positions);
            state.history().addAll(entries);
            statistics.values().forEach(Tensor::close);
            averages.values().forEach(Tensor::close);
        }
    }

    private static void requireAll(Path file, Checkpoint open) {
        ArrayInfo generators = open.arrays().get(GENERATORS);
        if (generators == null || generators.type() != ElementType.I64) {
            throw new CheckpointException(file, GENERATORS, "is missing");
        }
        if (part(open, "model/").isEmpty()) {
            throw new CheckpointException(file, "model/", "is missing");
        }
    }

    private static Set<String> part(Checkpoint open, String prefix) {
        return open.arrays().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private static void requireSame(
            Path file, Map<String, String> recipe, Map<String, String> texts) {
        List<String> differences = new ArrayList<>();
        recipe.forEach(
                (name, value) -> {
                    String saved = texts.get(RECIPE + name);
                    if (!value.equals(saved)) {
                        differences.add("%s was %s, is %s".formatted(name, saved, value));
                    }
                });
        if (!differences.isEmpty()) {
            throw new IllegalStateException(
                    ("%s was written by another run: %s. Delete it to start anew, or name another"
                                    + " file; startFrom(...) goes on from it in another way")
                            .formatted(file, String.join("; ", differences)));
        }
    }

    private static Map<String, Tensor> tensors(Checkpoint open, String part) {
        return part(open, part + "/").isEmpty() ? Map.of() : open.under(part).tensors();
    }

    private static List<Philox.State> positions(
            Path file, Checkpoint open, List<Philox.State> current) {
        long[] saved = open.longs(GENERATORS);
        if (saved.length != 2 * current.size()) {
            throw new CheckpointException(
                    file,
                    GENERATORS,
                    "has %d random generators, but this run has %d"
                            .formatted(saved.length / 2, current.size()));
        }
        List<Philox.State> positions = new ArrayList<>();
        for (int i = 0; i < saved.length; i += 2) {
            if (saved[i] != current.get(i / 2).key()) {
                throw new CheckpointException(
                        file,
                        GENERATORS,
                        "generator %d has another seed in this run".formatted(i / 2 + 1));
            }
            positions.add(new Philox.State(saved[i], saved[i + 1]));
        }
        return positions;
    }

    private static List<History.Entry> entries(Path file, Checkpoint open, History history) {
        long steps = step(file, open);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String path : columns(history).keySet()) {
            if (!open.arrays().containsKey(path) || open.arrays().get(path).length() != steps) {
                throw new CheckpointException(
                        file, path, "should have a value for each of %,d steps".formatted(steps));
            }
            try (Tensor column = open.tensor(path)) {
                columns.put(path, column.toDoubleArray());
            }
        }
        List<History.Entry> entries = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            List<Double> losses = new ArrayList<>(List.of(columns.get("history/loss")[i]));
            for (String name : history.losses().subList(1, history.losses().size())) {
                losses.add(columns.get("history/loss of " + name)[i]);
            }
            entries.add(
                    new History.Entry(
                            i + 1,
                            columns.get("history/epoch")[i],
                            losses.get(0),
                            columns.get("history/accuracy")[i],
                            columns.get("history/learning_rate")[i],
                            columns.get("history/images_per_second")[i],
                            columns.get("history/seconds")[i],
                            losses));
        }
        return entries;
    }

    private static long step(Path file, Checkpoint open) {
        String step = open.metadata().getOrDefault("step", "missing");
        if (!step.matches("\\d{1,9}")) {
            throw new CheckpointException(file, "step", "is " + step);
        }
        return Long.parseLong(step);
    }
}
