package dev.vitrine.ijava.jjava;

import dev.vitrine.api.Kernel;
import dev.vitrine.ijava.IJavaMagics;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.UndefinedMagicException;

/** JJava's registry of magics over the kernel's. */
public final class JJavaMagics extends MagicsRegistry {

    private final Kernel kernel;

    public JJavaMagics(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    @SuppressWarnings("unchecked")
    public MagicsRegistry registerLineMagic(String name, LineMagic<?, ?> magic) {
        super.registerLineMagic(name, magic);
        LineMagic<?, BaseKernel> each = (LineMagic<?, BaseKernel>) magic;
        kernel.magics()
                .line(
                        name,
                        IJavaMagics.USAGE,
                        arguments -> each.eval(JJavaKernels.current(), arguments));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public MagicsRegistry registerCellMagic(String name, CellMagic<?, ?> magic) {
        super.registerCellMagic(name, magic);
        CellMagic<?, BaseKernel> each = (CellMagic<?, BaseKernel>) magic;
        kernel.magics()
                .cell(
                        name,
                        IJavaMagics.USAGE,
                        (arguments, body) -> each.eval(JJavaKernels.current(), arguments, body));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T, K extends BaseKernel> T evalLineMagic(K caller, String name, List<String> arguments)
            throws Exception {
        if (!kernel.magics().hasLine(name)) {
            throw new UndefinedMagicException(name, true);
        }
        return (T) kernel.lineMagic(name, arguments);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T, K extends BaseKernel> T evalCellMagic(
            K caller, String name, List<String> arguments, String body) throws Exception {
        if (!kernel.magics().hasCell(name)) {
            throw new UndefinedMagicException(name, false);
        }
        return (T) kernel.cellMagic(name, arguments, body);
    }
}
