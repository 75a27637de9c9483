package dev.vitrine.tensor;

import static dev.vitrine.tensor.OperationCase.add;
import static dev.vitrine.tensor.OperationCase.s;

import java.util.List;

/** Convolutions and pooling, with windows that overlap, skip, hang over and leave rows out. */
final class ConvolutionCases {

    private ConvolutionCases() {}

    static void addTo(List<OperationCase> cases) {
        Window[] windows = {
            Window.of(1),
            Window.of(3).withPadding(1),
            Window.of(3).withStride(2).withPadding(1),
            Window.of(2, 3).withStride(2).withPadding(0, 1, 2, 0),
            Window.of(3).withDilation(2).withPadding(2),
            Window.of(4).withStride(2).withPadding(1),
            Window.of(1).withStride(2),
            Window.of(2).withStride(3),
        };
        for (Window window : windows) {
            addConvolution(cases, window, 2, 5, 6, 3, 4, 1);
            addTransposed(cases, window, 2, 3, 4, 4, 3, 1);
        }
        addConvolution(cases, windows[1], 1, 4, 4, 4, 6, 2);
        addConvolution(cases, windows[2], 2, 5, 5, 3, 3, 3);
        addConvolution(cases, windows[1], 1, 1, 1, 1, 1, 1);
        addTransposed(cases, windows[2], 1, 3, 3, 4, 2, 2);
        add(
                cases,
                "conv2d, no bias",
                x -> Convolutions.conv2d(x[0], x[1], null),
                s(1, 4, 4, 2),
                s(2, 2, 2, 3));
        add(
                cases,
                "conv1d",
                x -> Convolutions.conv1d(x[0], x[1], x[2], Window.line(3).withPadding(1), 1),
                s(2, 5, 3),
                s(3, 3, 4),
                s(4));
        add(
                cases,
                "convTranspose1d",
                x -> Convolutions.convTranspose1d(x[0], x[1], null, line(4), 1),
                s(2, 3, 3),
                s(4, 2, 3));
        addPools(cases);
        addResizes(cases);
    }

    /** Sizes at which threads share the work. */
    static void addLargeTo(List<OperationCase> cases) {
        Window window = Window.of(3).withPadding(1);
        addConvolution(cases, window, 5, 9, 10, 16, 33, 1);
        addConvolution(cases, window.withStride(2), 4, 8, 9, 16, 24, 2);
        addConvolution(cases, Window.of(1), 4, 16, 16, 24, 40, 1);
        addTransposed(cases, Window.of(4).withStride(2).withPadding(1), 6, 6, 6, 32, 16, 1);
        addConvolution(cases, Window.of(1).withStride(2), 5, 9, 9, 17, 20, 1);
        addConvolution(cases, window.withStride(2), 5, 7, 6, 16, 17, 1);
        addConvolution(cases, Window.of(4).withStride(4), 3, 17, 16, 3, 32, 1);
        addConvolution(
                cases, Window.of(2, 3).withStride(2).withPadding(0, 1, 2, 0), 4, 9, 8, 16, 16, 1);
        addConvolution(cases, Window.of(5).withPadding(4), 3, 3, 2, 16, 16, 1);
        add(
                cases,
                "maxPool",
                x -> Convolutions.maxPool(x[0], window.withStride(2)),
                s(3, 17, 16, 17));
        add(
                cases,
                "averagePool",
                x -> Convolutions.averagePool(x[0], Window.of(2).withStride(2)),
                s(3, 16, 16, 17));
    }

    private static Window line(int length) {
        return Window.line(length).withStride(2).withPadding(1);
    }

    private static void addConvolution(
            List<OperationCase> cases,
            Window window,
            int batch,
            int height,
            int width,
            int in,
            int out,
            int groups) {
        add(
                cases,
                "conv2d " + window + ", groups " + groups,
                x -> Convolutions.conv2d(x[0], x[1], x[2], window, groups),
                s(batch, height, width, in),
                s(window.height(), window.width(), in / groups, out),
                s(out));
    }

    private static void addTransposed(
            List<OperationCase> cases,
            Window window,
            int batch,
            int height,
            int width,
            int in,
            int out,
            int groups) {
        add(
                cases,
                "convTranspose2d " + window + ", groups " + groups,
                x -> Convolutions.convTranspose2d(x[0], x[1], x[2], window, groups),
                s(batch, height, width, in),
                s(window.height(), window.width(), out / groups, in),
                s(out));
    }

    private static void addResizes(List<OperationCase> cases) {
        for (Interpolation interpolation : Interpolation.values()) {
            for (boolean antialias : new boolean[] {false, true}) {
                add(
                        cases,
                        "resize " + interpolation + (antialias ? ", antialiased" : ""),
                        x -> Convolutions.resize(x[0], 3, 7, interpolation, antialias),
                        s(2, 5, 4, 3));
            }
        }
        add(
                cases,
                "resize an axis",
                x -> Convolutions.resizeAxis(x[0], -1, 5, Interpolation.CUBIC, false),
                s(2, 3));
    }

    private static void addPools(List<OperationCase> cases) {
        Window[] windows = {
            Window.of(1),
            Window.of(2).withStride(2),
            Window.of(3).withStride(2).withPadding(1),
            Window.of(2).withDilation(2).withPadding(1, 0, 0, 2),
            Window.of(3, 1),
        };
        for (Window window : windows) {
            add(cases, "maxPool " + window, x -> Convolutions.maxPool(x[0], window), s(2, 5, 6, 3));
            add(
                    cases,
                    "averagePool " + window,
                    x -> Convolutions.averagePool(x[0], window),
                    s(2, 5, 6, 3));
        }
        add(cases, "globalAveragePool", x -> Convolutions.globalAveragePool(x[0]), s(2, 3, 4, 5));
        add(cases, "globalMaxPool", x -> Convolutions.globalMaxPool(x[0]), s(2, 3, 4, 5));
    }
}
