package dev.vitrine.api.widgets;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a widget stands and how much room it takes, by CSS. Each property is the CSS property of
 * that name; null leaves it to the front end.
 */
public final class Layout extends Widget {

    private static final List<String> ANYWHERE = List.of("inherit", "initial", "unset");

    private final Property<String> alignContent =
            keyword(
                    "align_content",
                    "flex-start",
                    "flex-end",
                    "center",
                    "space-between",
                    "space-around",
                    "space-evenly",
                    "stretch");
    private final Property<String> alignItems =
            keyword("align_items", "flex-start", "flex-end", "center", "baseline", "stretch");
    private final Property<String> alignSelf =
            keyword(
                    "align_self",
                    "auto",
                    "flex-start",
                    "flex-end",
                    "center",
                    "baseline",
                    "stretch");
    private final Property<String> borderTop = css("border_top");
    private final Property<String> borderRight = css("border_right");
    private final Property<String> borderBottom = css("border_bottom");
    private final Property<String> borderLeft = css("border_left");
    private final Property<String> bottom = css("bottom");
    private final Property<String> display = css("display");
    private final Property<String> flex = css("flex");
    private final Property<String> flexFlow = css("flex_flow");
    private final Property<String> height = css("height");
    private final Property<String> justifyContent =
            keyword(
                    "justify_content",
                    "flex-start",
                    "flex-end",
                    "center",
                    "space-between",
                    "space-around");
    private final Property<String> justifyItems =
            keyword("justify_items", "flex-start", "flex-end", "center");
    private final Property<String> left = css("left");
    private final Property<String> margin = css("margin");
    private final Property<String> maxHeight = css("max_height");
    private final Property<String> maxWidth = css("max_width");
    private final Property<String> minHeight = css("min_height");
    private final Property<String> minWidth = css("min_width");
    private final Property<String> overflow = css("overflow");
    private final Property<String> order = css("order");
    private final Property<String> padding = css("padding");
    private final Property<String> right = css("right");
    private final Property<String> top = css("top");
    private final Property<String> visibility = keyword("visibility", "visible", "hidden");
    private final Property<String> width = css("width");
    private final Property<String> objectFit =
            property(
                    "object_fit",
                    PropertyType.orNull(
                            PropertyType.choice("contain", "cover", "fill", "scale-down", "none")),
                    null);
    private final Property<String> objectPosition = css("object_position");
    private final Property<String> gridAutoColumns = css("grid_auto_columns");
    private final Property<String> gridAutoFlow =
            keyword("grid_auto_flow", "column", "row", "row dense", "column dense");
    private final Property<String> gridAutoRows = css("grid_auto_rows");
    private final Property<String> gridGap = css("grid_gap");
    private final Property<String> gridTemplateRows = css("grid_template_rows");
    private final Property<String> gridTemplateColumns = css("grid_template_columns");
    private final Property<String> gridTemplateAreas = css("grid_template_areas");
    private final Property<String> gridRow = css("grid_row");
    private final Property<String> gridColumn = css("grid_column");
    private final Property<String> gridArea = css("grid_area");

    public Layout() {
        super(FrontEnd.layout());
    }

    private Property<String> css(String name) {
        return property(name, PropertyType.orNull(PropertyType.TEXT), null);
    }

    private Property<String> keyword(String name, String... words) {
        List<String> all = Stream.concat(Stream.of(words), ANYWHERE.stream()).toList();
        return property(name, PropertyType.orNull(PropertyType.choice(all)), null);
    }

    /** Sets all four borders, for example {@code "1px solid gray"}. */
    public Layout border(String border) {
        update(() -> borderTop(border).borderRight(border).borderBottom(border).borderLeft(border));
        return this;
    }

    public String alignContent() {
        return alignContent.get();
    }

    public Layout alignContent(String value) {
        alignContent.set(value);
        return this;
    }

    public String alignItems() {
        return alignItems.get();
    }

    public Layout alignItems(String value) {
        alignItems.set(value);
        return this;
    }

    public String alignSelf() {
        return alignSelf.get();
    }

    public Layout alignSelf(String value) {
        alignSelf.set(value);
        return this;
    }

    public String borderTop() {
        return borderTop.get();
    }

    public Layout borderTop(String value) {
        borderTop.set(value);
        return this;
    }

    public String borderRight() {
        return borderRight.get();
    }

    public Layout borderRight(String value) {
        borderRight.set(value);
        return this;
    }

    public String borderBottom() {
        return borderBottom.get();
    }

    public Layout borderBottom(String value) {
        borderBottom.set(value);
        return this;
    }

    public String borderLeft() {
        return borderLeft.get();
    }

    public Layout borderLeft(String value) {
        borderLeft.set(value);
        return this;
    }

    public String bottom() {
        return bottom.get();
    }

    public Layout bottom(String value) {
        bottom.set(value);
        return this;
    }

    public String display() {
        return display.get();
    }

    public Layout display(String value) {
        display.set(value);
        return this;
    }

    public String flex() {
        return flex.get();
    }

    public Layout flex(String value) {
        flex.set(value);
        return this;
    }

    public String flexFlow() {
        return flexFlow.get();
    }

    public Layout flexFlow(String value) {
        flexFlow.set(value);
        return this;
    }

    public String height() {
        return height.get();
    }

    public Layout height(String value) {
        height.set(value);
        return this;
    }

    public String justifyContent() {
        return justifyContent.get();
    }

    public Layout justifyContent(String value) {
        justifyContent.set(value);
        return this;
    }

    public String justifyItems() {
        return justifyItems.get();
    }

    public Layout justifyItems(String value) {
        justifyItems.set(value);
        return this;
    }

    public String left() {
        return left.get();
    }

    public Layout left(String value) {
        left.set(value);
        return this;
    }

    public String margin() {
        return margin.get();
    }

    public Layout margin(String value) {
        margin.set(value);
        return this;
    }

    public String maxHeight() {
        return maxHeight.get();
    }

    public Layout maxHeight(String value) {
        maxHeight.set(value);
        return this;
    }

    public String maxWidth() {
        return maxWidth.get();
    }

    public Layout maxWidth(String value) {
        maxWidth.set(value);
        return this;
    }

    public String minHeight() {
        return minHeight.get();
    }

    public Layout minHeight(String value) {
        minHeight.set(value);
        return this;
    }

    public String minWidth() {
        return minWidth.get();
    }

    public Layout minWidth(String value) {
        minWidth.set(value);
        return this;
    }

    public String overflow() {
        return overflow.get();
    }

    public Layout overflow(String value) {
        overflow.set(value);
        return this;
    }

    public String order() {
        return order.get();
    }

    public Layout order(String value) {
        order.set(value);
        return this;
    }

    public String padding() {
        return padding.get();
    }

    public Layout padding(String value) {
        padding.set(value);
        return this;
    }

    public String right() {
        return right.get();
    }

    public Layout right(String value) {
        right.set(value);
        return this;
    }

    public String top() {
        return top.get();
    }

    public Layout top(String value) {
        top.set(value);
        return this;
    }

    public String visibility() {
        return visibility.get();
    }

    public Layout visibility(String value) {
        visibility.set(value);
        return this;
    }

    public String width() {
        return width.get();
    }

    public Layout width(String value) {
        width.set(value);
        return this;
    }

    public String objectFit() {
        return objectFit.get();
    }

    public Layout objectFit(String value) {
        objectFit.set(value);
        return this;
    }

    public String objectPosition() {
        return objectPosition.get();
    }

    public Layout objectPosition(String value) {
        objectPosition.set(value);
        return this;
    }

    public String gridAutoColumns() {
        return gridAutoColumns.get();
    }

    public Layout gridAutoColumns(String value) {
        gridAutoColumns.set(value);
        return this;
    }

    public String gridAutoFlow() {
        return gridAutoFlow.get();
    }

    public Layout gridAutoFlow(String value) {
        gridAutoFlow.set(value);
        return this;
    }

    public String gridAutoRows() {
        return gridAutoRows.get();
    }

    public Layout gridAutoRows(String value) {
        gridAutoRows.set(value);
        return this;
    }

    public String gridGap() {
        return gridGap.get();
    }

    public Layout gridGap(String value) {
        gridGap.set(value);
        return this;
    }

    public String gridTemplateRows() {
        return gridTemplateRows.get();
    }

    public Layout gridTemplateRows(String value) {
        gridTemplateRows.set(value);
        return this;
    }

    public String gridTemplateColumns() {
        return gridTemplateColumns.get();
    }

    public Layout gridTemplateColumns(String value) {
        gridTemplateColumns.set(value);
        return this;
    }

    public String gridTemplateAreas() {
        return gridTemplateAreas.get();
    }

    public Layout gridTemplateAreas(String value) {
        gridTemplateAreas.set(value);
        return this;
    }

    public String gridRow() {
        return gridRow.get();
    }

    public Layout gridRow(String value) {
        gridRow.set(value);
        return this;
    }

    public String gridColumn() {
        return gridColumn.get();
    }

    public Layout gridColumn(String value) {
        gridColumn.set(value);
        return this;
    }

    public String gridArea() {
        return gridArea.get();
    }

    public Layout gridArea(String value) {
        gridArea.set(value);
        return this;
    }
}
