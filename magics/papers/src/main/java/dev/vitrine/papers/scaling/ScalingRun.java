package dev.vitrine.papers.scaling;

import dev.vitrine.papers.vit.VitSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A model that was trained to the end of a schedule.
 *
 * @param size of the model
 * @param parameters trainable values
 * @param images seen in training, each time counted
 * @param flops of the training, in a unit of the caller's choice; above 0
 * @param error share of the test images that are taken for something else, above 0
 */
public record ScalingRun(VitSize size, long parameters, long images, double flops, double error) {

    public ScalingRun {
        if (!(flops > 0) || !(error > 0)) {
            throw new IllegalArgumentException(
                    "a run of %s with %s FLOPs and an error of %s: both must be above 0"
                            .formatted(size.name(), flops, error));
        }
    }

    /**
     * The runs that no cheaper one beats or equals: the lower left edge of error over compute, to
     * which alone a law is fitted (section 2.2 of the paper). From the cheapest on.
     */
    public static List<ScalingRun> frontier(List<ScalingRun> runs) {
        List<ScalingRun> frontier = new ArrayList<>();
        runs.stream()
                .sorted(
                        Comparator.comparingDouble(ScalingRun::flops)
                                .thenComparingDouble(ScalingRun::error))
                .filter(
                        run ->
                                frontier.isEmpty()
                                        || run.error < frontier.get(frontier.size() - 1).error)
                .forEach(frontier::add);
        return frontier;
    }

    /**
     * Images after which a model's error falls to a value, between two of its runs along a straight
     * line in log-log axes.
     *
     * @param runs of one size and different lengths
     * @return infinite if no run gets there; those of the shortest run if that is better already
     */
    public static double imagesToReach(double error, List<ScalingRun> runs) {
        List<ScalingRun> byLength =
                runs.stream().sorted(Comparator.comparingLong(ScalingRun::images)).toList();
        ScalingRun before = null;
        for (ScalingRun run : byLength) {
            if (run.error <= error) {
                if (before == null) {
                    return run.images;
                }
                double share = Math.log(before.error / error) / Math.log(before.error / run.error);
                return before.images * Math.pow((double) run.images / before.images, share);
            }
            before = run;
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * The smallest error that a model reaches with no more than some compute, between two of its
     * runs along a straight line in log-log axes.
     *
     * @param runs of one size and different lengths
     * @return infinite if that does not pay for the shortest run
     */
    public static double errorWithin(double flops, List<ScalingRun> runs) {
        double smallest = Double.POSITIVE_INFINITY;
        ScalingRun before = null;
        for (ScalingRun run :
                runs.stream().sorted(Comparator.comparingDouble(ScalingRun::flops)).toList()) {
            if (run.flops > flops) {
                if (before != null) {
                    double share =
                            Math.log(flops / before.flops) / Math.log(run.flops / before.flops);
                    double between = before.error * Math.pow(run.error / before.error, share);
                    smallest = Math.min(smallest, between);
                }
                break;
            }
            smallest = Math.min(smallest, run.error);
            before = run;
        }
        return smallest;
    }

    /**
     * The size that reaches the smallest error with some compute, see {@link #errorWithin}.
     *
     * @param runs of all sizes
     * @throws IllegalArgumentException if that pays for none of them
     */
    public static VitSize bestSize(double flops, List<ScalingRun> runs) {
        Map<VitSize, List<ScalingRun>> bySize =
                runs.stream().collect(Collectors.groupingBy(ScalingRun::size));
        return bySize.keySet().stream()
                .filter(size -> errorWithin(flops, bySize.get(size)) < Double.POSITIVE_INFINITY)
                .min(Comparator.comparingDouble(size -> errorWithin(flops, bySize.get(size))))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%.3g FLOPs pay for none of the %d runs"
                                                .formatted(flops, runs.size())));
    }

    /** One row a run: model, parameters, images, GFLOPs, error. */
    public static Table table(List<ScalingRun> runs) {
        StringColumn models = StringColumn.create("model");
        LongColumn parameters = LongColumn.create("parameters");
        LongColumn images = LongColumn.create("images");
        DoubleColumn flops = DoubleColumn.create("GFLOPs");
        DoubleColumn errors = DoubleColumn.create("error");
        for (ScalingRun run : runs) {
            models.append(run.size.name());
            parameters.append(run.parameters);
            images.append(run.images);
            flops.append(run.flops / 1e9);
            errors.append(run.error);
        }
        return Table.create("Runs", models, parameters, images, flops, errors);
    }
}
