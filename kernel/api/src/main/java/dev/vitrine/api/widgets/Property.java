package dev.vitrine.api.widgets;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A part of a widget's state, which front ends have too. */
final class Property<T> {

    private final Widget owner;
    private final String name;
    private final PropertyType<T> type;
    private final T initial;
    private final Events<T> events = new Events<>();
    private UnaryOperator<T> rule = UnaryOperator.identity();
    private volatile T value;

    /**
     * @param name as on the wire
     */
    Property(Widget owner, String name, PropertyType<T> type, T initial) {
        this.owner = owner;
        this.name = name;
        this.type = type;
        this.initial = type.check(initial);
        this.value = this.initial;
    }

    /**
     * Sets what becomes of a value that is about to be set: itself, a value near it, or an
     * IllegalArgumentException. The rule may set other properties of the widget.
     */
    Property<T> rule(UnaryOperator<T> newRule) {
        rule = newRule;
        return this;
    }

    String name() {
        return name;
    }

    T get() {
        return value;
    }

    boolean isInitial() {
        return value instanceof Widget widget
                ? widget.isInitial()
                : Objects.deepEquals(value, initial);
    }

    /**
     * @throws IllegalArgumentException if the value is not allowed; nothing has changed then
     */
    void set(T newValue) {
        owner.update(() -> assign(() -> type.check(newValue)));
    }

    /** Sets what a front end has sent; within an update of the owner. */
    void receive(Object json) {
        assign(() -> type.fromJson(json));
    }

    Object toJson() {
        return type.toJson(value);
    }

    /** Calls a handler with each new value. */
    void observe(EventHandler<? super T> handler) {
        events.add(handler);
    }

    void unobserve(EventHandler<? super T> handler) {
        events.remove(handler);
    }

    private void assign(Supplier<T> checked) {
        T accepted;
        try {
            accepted = rule.apply(checked.get());
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            String prefix = owner.typeName() + "." + name + ": ";
            throw message.startsWith(prefix)
                    ? e
                    : new IllegalArgumentException(prefix + message, e);
        }
        if (!Objects.deepEquals(value, accepted)) {
            owner.changing(this, value);
            value = accepted;
        }
    }

    /** Undoes a change. */
    @SuppressWarnings("unchecked")
    void restore(Object old) {
        value = (T) old;
    }

    /** Tells of a change, now that it is complete. */
    void tell(Object old, Events<Change> changes) {
        T now = value;
        if (Objects.deepEquals(old, now)) {
            return;
        }
        Exception failure = null;
        try {
            events.fire(now);
        } catch (Exception e) {
            failure = e;
        }
        try {
            changes.fire(new Change(owner, name, old, now));
        } catch (Exception e) {
            failure = Events.merge(failure, e);
        }
        Events.rethrow(failure);
    }
}
