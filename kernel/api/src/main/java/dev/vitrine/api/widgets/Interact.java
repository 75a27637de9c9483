package dev.vitrine.api.widgets;

import dev.vitrine.api.Kernel;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Does something anew whenever a widget changes, and replaces its output.
 *
 * <pre>{@code
 * interact(new IntSlider().range(1, 10), k -> k * k);
 *
 * var k = new IntSlider().range(1, 10);
 * interact(k, () -> System.out.println("k is " + k.value()));
 * }</pre>
 *
 * <p>What a function returns is shown as a cell's value is, together with what it prints and shows
 * itself. The forms without parameters may return nothing. {@code interactive} returns the widget
 * instead of showing it.
 */
public final class Interact {

    private Interact() {}

    /** A function of one control's value. */
    @FunctionalInterface
    public interface OfOne<A> {
        Object apply(A a) throws Exception;
    }

    /** A function of two controls' values. */
    @FunctionalInterface
    public interface OfTwo<A, B> {
        Object apply(A a, B b) throws Exception;
    }

    /** A function of three controls' values. */
    @FunctionalInterface
    public interface OfThree<A, B, C> {
        Object apply(A a, B b, C c) throws Exception;
    }

    /** Shows a control, and a function of it. */
    public static <A> void interact(ValueWidget<A> a, OfOne<? super A> function) {
        show(of(a, function));
    }

    /** Shows two controls, and a function of them. */
    public static <A, B> void interact(
            ValueWidget<A> a, ValueWidget<B> b, OfTwo<? super A, ? super B> function) {
        show(of(a, b, function));
    }

    /** Shows three controls, and a function of them. */
    public static <A, B, C> void interact(
            ValueWidget<A> a,
            ValueWidget<B> b,
            ValueWidget<C> c,
            OfThree<? super A, ? super B, ? super C> function) {
        show(of(a, b, c, function));
    }

    /** Shows a control, and what is done with it. */
    public static void interact(ValueWidget<?> control, Output.Body body) {
        interact(List.of(control), body);
    }

    /** Shows a control, and a value that depends on it. */
    public static void interact(ValueWidget<?> control, Callable<?> body) {
        interact(List.of(control), body);
    }

    /** Shows any number of controls, and what is done with them. */
    public static void interact(List<? extends ValueWidget<?>> controls, Output.Body body) {
        interact(
                controls,
                () -> {
                    body.run();
                    return null;
                });
    }

    /** Shows any number of controls, and a value that depends on them. */
    public static void interact(List<? extends ValueWidget<?>> controls, Callable<?> body) {
        show(new Interactive(controls, body));
    }

    /** As {@link #interact(ValueWidget, OfOne)}, to be shown when and where you like. */
    public static <A> Interactive interactive(ValueWidget<A> a, OfOne<? super A> function) {
        return of(a, function).refresh();
    }

    /** As {@link #interact(ValueWidget, ValueWidget, OfTwo)}, to be shown when you like. */
    public static <A, B> Interactive interactive(
            ValueWidget<A> a, ValueWidget<B> b, OfTwo<? super A, ? super B> function) {
        return of(a, b, function).refresh();
    }

    /** As {@link #interact(List, Callable)}, to be shown when and where you like. */
    public static Interactive interactive(
            List<? extends ValueWidget<?>> controls, Callable<?> body) {
        return new Interactive(controls, body).refresh();
    }

    private static <A> Interactive of(ValueWidget<A> a, OfOne<? super A> function) {
        return new Interactive(List.of(a), () -> function.apply(a.value()));
    }

    private static <A, B> Interactive of(
            ValueWidget<A> a, ValueWidget<B> b, OfTwo<? super A, ? super B> function) {
        return new Interactive(List.of(a, b), () -> function.apply(a.value(), b.value()));
    }

    private static <A, B, C> Interactive of(
            ValueWidget<A> a,
            ValueWidget<B> b,
            ValueWidget<C> c,
            OfThree<? super A, ? super B, ? super C> function) {
        return new Interactive(
                List.of(a, b, c), () -> function.apply(a.value(), b.value(), c.value()));
    }

    private static void show(Interactive interactive) {
        Kernel.current().display(interactive);
        interactive.refresh();
    }
}
