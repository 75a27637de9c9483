package dev.vitrine.extension.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * {@code %device}: lists the devices. {@code %device NAME}: new tensors are made there from now on.
 * {@code %device NAME MODEL...}: and these models go there.
 */
public final class DeviceMagic implements LineMagic {

    public static final String USAGE =
            "[NAME [MODEL...]]: lists the devices that tensors can live on, or chooses one, such as onednn, and moves models there";

    @Override
    public Object run(List<String> arguments) {
        if (arguments.isEmpty()) {
            return table(Device.list(), Device.current().name());
        }
        Device device = named(arguments.get(0));
        Map<String, Object> variables = variables();
        List<String> names = arguments.subList(1, arguments.size());
        names.forEach(name -> requireMovable(name, variables));
        names.forEach(name -> move(variables.get(name), device));
        Device.use(device);
        return "Device %s: %s%s"
                .formatted(device.name(), device.info().library(), elsewhere(device, variables));
    }

    private static Device named(String name) {
        try {
            return Device.named(name);
        } catch (IllegalStateException e) {
            // What is wrong is the argument, and its stack trace would hide the reason.
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What cells have declared, by name; nothing where no kernel can tell. */
    private static Map<String, Object> variables() {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            Kernel.find()
                    .map(Kernel::variables)
                    .orElse(List.of())
                    .forEach(each -> values.put(each.name(), each.value()));
        } catch (UnsupportedOperationException e) {
            return Map.of();
        }
        return values;
    }

    private static void requireMovable(String name, Map<String, Object> variables) {
        Object value = variables.get(name);
        if (!(value instanceof Layer || value instanceof Tensor)) {
            throw new IllegalArgumentException(
                    "%device moves models and tensors; "
                            + (variables.containsKey(name)
                                    ? name + " is " + described(value)
                                    : "there is no variable " + name));
        }
    }

    private static String described(Object value) {
        return value == null ? "null" : "of type " + value.getClass().getSimpleName();
    }

    private static void move(Object value, Device device) {
        try {
            if (value instanceof Layer model) {
                model.to(device);
            } else {
                ((Tensor) value).moveTo(device);
            }
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A remark on models that have stayed where they were, which what is made now does not fit. */
    private static String elsewhere(Device device, Map<String, Object> variables) {
        List<String> models =
                variables.entrySet().stream()
                        .filter(each -> isElsewhere(each.getValue(), device))
                        .map(Map.Entry::getKey)
                        .toList();
        return models.isEmpty()
                ? ""
                : "%nElsewhere: %s. Move with %%device %s %s"
                        .formatted(
                                String.join(", ", models), device.name(), String.join(" ", models));
    }

    private static boolean isElsewhere(Object value, Device device) {
        return value instanceof Layer model
                && model.parameters().values().stream().anyMatch(each -> each.device() != device);
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        if (before.isEmpty()) {
            return Device.list().stream().map(DeviceInfo::name).toList();
        }
        return variables().entrySet().stream()
                .filter(each -> each.getValue() instanceof Layer)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One row per device; the current one is marked. */
    static Table table(List<DeviceInfo> devices, String current) {
        StringColumn mark = StringColumn.create("current");
        StringColumn name = StringColumn.create("name");
        StringColumn library = StringColumn.create("library");
        StringColumn memory = StringColumn.create("memory");
        StringColumn capability = StringColumn.create("compute capability");
        BooleanColumn usable = BooleanColumn.create("usable");
        StringColumn remark = StringColumn.create("remark");
        for (DeviceInfo device : devices) {
            mark.append(device.name().equals(current) ? "\u25b6" : " ");
            name.append(device.name());
            library.append(device.library());
            memory.append(shown(unbroken(device.memory())));
            capability.append(shown(device.computeCapability()));
            usable.append(device.usable());
            remark.append(device.reason().isEmpty() ? " " : device.reason());
        }
        return Table.create("Devices", mark, name, library, memory, capability, usable, remark);
    }

    /** A number and its unit stay in one line, however narrow the page is. */
    private static String unbroken(String size) {
        return size.replace(' ', '\u00a0');
    }

    /** Tablesaw takes an empty text for a missing value, which this is not. */
    private static String shown(String text) {
        return text.isEmpty() ? "\u2013" : text;
    }
}
