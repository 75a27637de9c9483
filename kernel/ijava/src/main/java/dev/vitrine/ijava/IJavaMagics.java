package dev.vitrine.ijava;

import dev.vitrine.api.Kernel;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import java.util.List;

/** IJava's registry of magics over the kernel's. */
public final class IJavaMagics extends Magics {

    /** What lists of magics say of those that come this way, which have no description. */
    public static final String USAGE = "registered by this notebook or a library";

    private final Kernel kernel;

    public IJavaMagics(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
        kernel.magics().line(name, USAGE, magic::execute);
    }

    @Override
    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
        kernel.magics().cell(name, USAGE, magic::execute);
    }

    @Override
    public <T extends LineMagicFunction<?> & CellMagicFunction<?>> void registerLineCellMagic(
            String name, T magic) {
        registerLineMagic(name, magic);
        registerCellMagic(name, magic);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T applyLineMagic(String name, List<String> arguments) throws Exception {
        if (!kernel.magics().hasLine(name)) {
            throw new UndefinedMagicException(name, true);
        }
        return (T) kernel.lineMagic(name, arguments);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T applyCellMagic(String name, List<String> arguments, String body) throws Exception {
        if (!kernel.magics().hasCell(name)) {
            throw new UndefinedMagicException(name, false);
        }
        return (T) kernel.cellMagic(name, arguments, body);
    }
}
