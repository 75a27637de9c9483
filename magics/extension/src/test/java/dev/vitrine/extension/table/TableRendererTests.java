package dev.vitrine.extension.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.MimeBundle;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class TableRendererTests {

    private static final String ATTACK = "</td></table><script>alert('x')</script><b title=\"";

    private static String html(Table table) {
        return (String) new TableRenderer().render(table).data().get(MimeBundle.HTML);
    }

    private static String text(Table table) {
        return (String) new TableRenderer().render(table).data().get(MimeBundle.TEXT);
    }

    @Test
    void nothingFromTheTableBecomesMarkup() {
        Table table =
                Table.create(ATTACK, StringColumn.create(ATTACK, ATTACK, ATTACK + "x".repeat(500)));

        String html = html(table);

        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain("<b title")
                .contains("&lt;script&gt;");
        assertThat(html.split("</table>", -1)).as("one table and no other end of it").hasSize(2);
        assertThat(html).doesNotContainPattern("title=\"[^\"]*<");
    }

    @Test
    void controlCharactersDoNotBreakTheTextTable() {
        Table table =
                Table.create(
                        "t",
                        StringColumn.create("a", "one\ntwo\u001b[31m"),
                        IntColumn.create("b", 1));

        assertThat(text(table).lines()).hasSize(5);
        assertThat(text(table)).doesNotContain("\u001b");
        assertThat(html(table)).doesNotContain("\u001b");
    }

    @Test
    void headerNamesTypeAndNumbersAreAlignedRight() {
        Table table =
                Table.create(
                        "t",
                        IntColumn.create("i", 1),
                        DoubleColumn.create("d", 0.5),
                        StringColumn.create("s", "x"),
                        BooleanColumn.create("b", true),
                        DateColumn.create("day", LocalDate.of(2024, 2, 29)));

        assertThat(html(table))
                .contains("<th class=\"n\">i<small>int</small>")
                .contains("<th class=\"n\">d<small>double</small>")
                .contains("<th>s<small>string</small>")
                .contains("<th>b<small>boolean</small>")
                .contains("<th>day<small>date</small>")
                .contains("<td class=\"n\">0.5</td>")
                .contains("<td>2024-02-29</td>");
    }

    @Test
    void longTableShowsBothEndsAndTellsItsSize() {
        Table table =
                Table.create("long", IntColumn.create("n", IntStream.range(0, 12345).toArray()));

        String html = html(table);

        assertThat(html)
                .contains(">0</td>", ">9</td>", ">12335</td>", ">12344</td>")
                .doesNotContain(">10</td>");
        assertThat(html).contains("class=\"n gap\"").contains("12,345 rows × 1 column<");
        assertThat(text(table)).endsWith("[12,345 rows × 1 column]").contains("⋮");
        assertThat(text(table).lines()).hasSize(3 + 21 + 1);
    }

    @Test
    void tableAtTheLimitIsShownWhole() {
        String html =
                html(
                        Table.create(
                                "t",
                                IntColumn.create(
                                        "n", IntStream.range(0, TableView.MAX_ROWS).toArray())));

        assertThat(html).doesNotContain("gap\">").contains(">15</td>");
    }

    @Test
    void wideTableShowsBothEndsAndTellsItsSize() {
        Table table = Table.create("wide");
        for (int c = 0; c < 300; c++) {
            table.addColumns(IntColumn.create("c" + c, new int[] {c}));
        }

        assertThat(html(table))
                .contains(">c0<", ">c9<", ">c290<", ">c299<", "1 row × 300 columns")
                .doesNotContain(">c10<");
        assertThat(text(table)).contains("…");
    }

    @Test
    void emptyTablesAreShownAsSuch() {
        assertThat(html(Table.create("nothing")))
                .contains("nothing")
                .contains("0 rows × 0 columns");
        assertThat(text(Table.create("nothing"))).isEqualTo("nothing\n[0 rows × 0 columns]");
        assertThat(html(Table.create("t", StringColumn.create("a"))))
                .contains(">a<")
                .contains("0 rows × 1 column<");
    }

    @Test
    void tableWithoutNameHasNoCaption() {
        Table table = Table.create("x", IntColumn.create("a", 1)).setName("");

        assertThat(html(table)).doesNotContain("<caption>");
        assertThat(html(table.setName(null))).doesNotContain("<caption>");
    }

    @Test
    void missingValuesAreMarkedInEveryType() {
        Table table =
                Table.create(
                        "t",
                        IntColumn.create("i", new Integer[] {1, null}),
                        DoubleColumn.create("d", 0.25, Double.NaN),
                        StringColumn.create("s", "NA in words", null));

        assertThat(html(table).split("class=\"(n )?na\">NA<", -1)).hasSize(4);
        assertThat(html(table)).contains("0.25").contains(">NA in words<");
        assertThat(text(table)).contains("NA");
    }

    @Test
    void aColumnOfMissingValuesOnlyIsShown() {
        assertThat(html(Table.create("t", DoubleColumn.create("d", Double.NaN, Double.NaN))))
                .contains(">NA<");
    }

    @Test
    void decimalsAreAlikeInAColumn() {
        Table table =
                Table.create(
                        "t",
                        DoubleColumn.create("whole", 3, 100),
                        DoubleColumn.create("some", 0.5, 12.25),
                        FloatColumn.create("float", new Float[] {0.1f, 0.25f}),
                        DoubleColumn.create("tiny", 1e-5, 0.00123),
                        DoubleColumn.create("infinite", Double.POSITIVE_INFINITY, -1.5));

        assertThat(text(table).lines().skip(3))
                .satisfiesExactly(
                        row ->
                                assertThat(row.trim().split("\\s+"))
                                        .containsExactly("3", "0.50", "0.10", "1.000e-05", "∞"),
                        row ->
                                assertThat(row.trim().split("\\s+"))
                                        .containsExactly(
                                                "100", "12.25", "0.25", "1.230e-03", "-1.5"),
                        row -> assertThat(row).startsWith("["));
    }

    @Test
    void verySmallNumberBesideLargeOnesIsNotWrittenAsZero() {
        Table table = Table.create("t", DoubleColumn.create("height", 9.7355, 8.2e-20, 0));

        assertThat(text(table)).contains("9.7355").contains("8.200e-20").contains("0.0000");
    }

    @Test
    void printFormatOfTheUserIsKept() {
        DoubleColumn share = DoubleColumn.create("share", 0.5, 0.123456);
        share.setPrintFormatter(NumberColumnFormatter.percent(1));

        assertThat(html(Table.create("t", share))).contains(">50.0%<", ">12.3%<");
    }

    @Test
    void styleTouchesNothingOutsideTheTable() {
        String html = html(Table.create("t", IntColumn.create("a", 1)));
        String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));

        assertThat(style.lines().filter(line -> line.contains("{"))).isNotEmpty();
        assertThat(
                        style.lines()
                                .filter(line -> line.contains("{"))
                                .flatMap(
                                        line ->
                                                java.util.Arrays.stream(
                                                        line.split("\\{")[0].split(","))))
                .allMatch(selector -> selector.strip().startsWith(".vitrine-table"));
    }

    @Test
    void columnIsShownAsATableOfOneColumn() {
        MimeBundle bundle = new ColumnRenderer().render(DoubleColumn.create("loss", 2.5, 1.25));

        assertThat((String) bundle.data().get(MimeBundle.HTML))
                .contains(">loss<", "2 rows × 1 column<");
    }
}
