package dev.vitrine.extension;

import dev.vitrine.api.Extension;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.Magics;
import dev.vitrine.api.Renderers;
import dev.vitrine.extension.array.NdArrayRenderer;
import dev.vitrine.extension.array.TensorRenderer;
import dev.vitrine.extension.chart.ChartRenderer;
import dev.vitrine.extension.magic.DeviceMagic;
import dev.vitrine.extension.magic.ProfileMagic;
import dev.vitrine.extension.magic.SeedMagic;
import dev.vitrine.extension.magic.TrainMagic;
import dev.vitrine.extension.table.ClaimsRenderer;
import dev.vitrine.extension.table.ColumnRenderer;
import dev.vitrine.extension.table.TableRenderer;
import dev.vitrine.learn.eval.Claims;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.train.History;
import dev.vitrine.tensor.Profile;
import dev.vitrine.tensor.Tensor;
import org.knowm.xchart.internal.chartpart.IChart;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/**
 * Makes Vitrine's library, Tablesaw, XChart and ND4J at home in a notebook: renderers, magics and
 * imports.
 *
 * <p>Everything here is class literals, lambdas and small objects, since this runs before the first
 * cell: no fonts, no native code, no data.
 */
public final class VitrineExtension implements Extension {

    /**
     * What every cell sees without an import. No simple name stands in two of these packages, which
     * a test holds: wildcard imports that clash would only fail where the name is used.
     */
    static final String[] IMPORTS = {
        "dev.vitrine.tensor.*",
        "dev.vitrine.learn.*",
        "dev.vitrine.learn.checkpoint.*",
        "dev.vitrine.learn.data.*",
        "dev.vitrine.learn.eval.*",
        "dev.vitrine.learn.nn.*",
        "dev.vitrine.learn.optim.*",
        "dev.vitrine.learn.preprocess.*",
        "dev.vitrine.learn.sequence.*",
        "dev.vitrine.learn.train.*",
        "dev.vitrine.papers.bit.*",
        "dev.vitrine.papers.flexivit.*",
        "dev.vitrine.papers.gan.*",
        "dev.vitrine.papers.mixer.*",
        "dev.vitrine.papers.recurrent.*",
        "dev.vitrine.papers.scaling.*",
        "dev.vitrine.papers.seq2seq.*",
        "dev.vitrine.papers.siglip.*",
        "dev.vitrine.papers.transformer.*",
        "dev.vitrine.papers.vit.*",
        "dev.vitrine.extension.chart.*",
        "dev.vitrine.extension.magic.*",
        "dev.vitrine.extension.picture.*",
        "dev.vitrine.extension.training.*",
        "tech.tablesaw.api.*",
        "org.knowm.xchart.*",
        "org.knowm.xchart.style.markers.SeriesMarkers",
        "java.awt.image.BufferedImage",
    };

    @Override
    public void install(Kernel kernel) {
        registerRenderers(kernel.renderers());
        registerMagics(kernel.magics());
        kernel.addImports(IMPORTS);
    }

    private static void registerRenderers(Renderers renderers) {
        TableRenderer tables = new TableRenderer();
        ColumnRenderer columns = new ColumnRenderer();
        renderers.register(Relation.class, tables);
        renderers.register(Column.class, column -> columns.render(column));
        renderers.register(History.class, history -> tables.render(history.table()));
        renderers.register(Layer.class, layer -> tables.render(layer.summary()));
        renderers.register(Claims.class, new ClaimsRenderer());
        renderers.register(IChart.class, new ChartRenderer());
        renderers.register(Profile.class, profile -> tables.render(ProfileMagic.table(profile)));
        renderers.register(Tensor.class, new TensorRenderer());
        renderers.register(INDArray.class, new NdArrayRenderer());
    }

    private static void registerMagics(Magics magics) {
        magics.line("device", DeviceMagic.USAGE, new DeviceMagic());
        magics.line("seed", SeedMagic.USAGE, new SeedMagic());
        magics.cell("profile", ProfileMagic.USAGE, new ProfileMagic());
        magics.cell("train", TrainMagic.USAGE, new TrainMagic());
    }
}
