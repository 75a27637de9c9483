package dev.vitrine.extension;

import dev.vitrine.api.Extension;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.Renderers;
import dev.vitrine.extension.array.NdArrayRenderer;
import dev.vitrine.extension.chart.ChartRenderer;
import dev.vitrine.extension.table.ColumnRenderer;
import dev.vitrine.extension.table.TableRenderer;
import org.knowm.xchart.internal.chartpart.IChart;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/** Makes Vitrine's library, Tablesaw, XChart and ND4J at home in a notebook. */
public final class VitrineExtension implements Extension {

    @Override
    public void install(Kernel kernel) {
        registerRenderers(kernel.renderers());
    }

    private static void registerRenderers(Renderers renderers) {
        renderers.register(Relation.class, new TableRenderer());
        ColumnRenderer columns = new ColumnRenderer();
        renderers.register(Column.class, column -> columns.render(column));
        renderers.register(IChart.class, new ChartRenderer());
        renderers.register(INDArray.class, new NdArrayRenderer());
    }
}
