package dev.vitrine.papers.transformer;

import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.function.UnaryOperator;

/** The way around a sub-layer: LayerNorm(x + Dropout(Sublayer(x))), sections 3.1 and 5.4. */
final class Residual extends Layer {

    private final LayerNorm norm;
    private final Dropout dropout;
    private final NormPlacement placement;

    Residual(int width, double dropout, NormPlacement placement, Initializer init) {
        this.norm = child("norm", new LayerNorm(width, init));
        this.dropout = child("dropout", new Dropout(dropout));
        this.placement = placement;
    }

    Tensor around(Tensor x, UnaryOperator<Tensor> sublayer) {
        return Scope.keepResult(
                () ->
                        switch (placement) {
                            case POST -> norm.forward(x.add(dropout.forward(sublayer.apply(x))));
                            case PRE -> x.add(dropout.forward(sublayer.apply(norm.forward(x))));
                        });
    }

    /** What the sub-layer gets to see of x. */
    Tensor input(Tensor x) {
        return placement == NormPlacement.PRE ? norm.forward(x) : x;
    }
}
