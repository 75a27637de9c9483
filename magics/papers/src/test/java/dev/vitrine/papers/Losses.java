package dev.vitrine.papers;

import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.learn.train.TrainingMonitor;
import java.util.List;

/** What a training run went through. */
public final class Losses {

    private Losses() {}

    /** Runs it without a display. */
    public static List<Double> of(Trainer trainer) {
        return trainer.monitor(new TrainingMonitor() {}).run().entries().stream()
                .map(History.Entry::loss)
                .toList();
    }

    /** The mean of some steps. */
    public static double mean(List<Double> losses, int from, int to) {
        return losses.subList(from, to).stream().mapToDouble(x -> x).average().orElseThrow();
    }
}
