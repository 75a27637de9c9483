package dev.vitrine.learn.train;

import java.nio.file.Path;

/** A process that trains with a checkpoint after every step, and is killed on the way. */
final class KilledRun {

    private KilledRun() {}

    public static void main(String[] arguments) {
        Corners.trainer(new Corners.Model(), Path.of(arguments[0]))
                .checkpointEvery(1)
                .monitor(
                        new TrainingMonitor() {
                            @Override
                            public void step(History.Entry entry) {
                                System.out.println("step " + entry.step());
                            }
                        })
                .run();
    }
}
