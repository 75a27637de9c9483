package dev.vitrine.api.widgets;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the models of widgets that a front end has made. */
final class FrontEndWidgets {

    private static final Map<List<String>, Supplier<Widget>> BY_MODEL =
            Stream.<Supplier<Widget>>of(
                            IntSlider::new,
                            FloatSlider::new,
                            IntRangeSlider::new,
                            FloatRangeSlider::new,
                            BoundedIntText::new,
                            BoundedFloatText::new,
                            Play::new,
                            IntProgress::new,
                            FloatProgress::new,
                            Checkbox::new,
                            ToggleButton::new,
                            ColorPicker::new,
                            DatePicker::new,
                            Text::new,
                            Password::new,
                            Textarea::new,
                            HTML::new,
                            Label::new,
                            Button::new,
                            Output::new,
                            Image::new,
                            HBox::new,
                            VBox::new,
                            Tab::new,
                            Accordion::new,
                            Layout::new,
                            SliderStyle::new,
                            ProgressStyle::new,
                            CheckboxStyle::new,
                            TextStyle::new,
                            HTMLStyle::new,
                            LabelStyle::new,
                            ButtonStyle::new,
                            ToggleButtonStyle::new,
                            ToggleButtonsStyle::new,
                            PlainStyle::new)
                    .collect(
                            Collectors.toMap(
                                    maker -> key(maker.get().frontEnd()), Function.identity()));

    private FrontEndWidgets() {}

    private static List<String> key(FrontEnd names) {
        return List.of(names.modelModule(), names.modelName());
    }

    /**
     * @throws IllegalArgumentException if the state names no model that we have
     */
    static Widget create(Map<String, Object> state) {
        String module = String.valueOf(state.get("_model_module"));
        String name = String.valueOf(state.get("_model_name"));
        Supplier<Widget> maker = BY_MODEL.get(List.of(module, name));
        if (maker == null) {
            throw new IllegalArgumentException(
                    "There is no widget " + name + " of " + module + " here");
        }
        return maker.get();
    }
}
