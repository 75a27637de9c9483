package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.comp.Modules;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.List;

/**
 * Javac's graph of modules, made once for all compilations of a context instead of for each: cells
 * differ in their classes, never in the modules that they see.
 */
final class WarmModules extends Modules {

    private boolean made;

    private WarmModules(Context context) {
        super(context);
    }

    /** Must come before the context's compiler is made. */
    static void install(Context context) {
        if (context.get(Modules.class) == null) {
            new WarmModules(context);
        }
    }

    @Override
    public void initModules(List<JCCompilationUnit> trees) {
        if (made) {
            trees.forEach(tree -> tree.modle = getDefaultModule());
        } else {
            super.initModules(trees);
            made = true;
        }
    }

    @Override
    public void newRound() {
        if (!made) {
            super.newRound();
        }
    }
}
