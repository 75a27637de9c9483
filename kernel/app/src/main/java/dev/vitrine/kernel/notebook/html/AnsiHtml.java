package dev.vitrine.kernel.notebook.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with ANSI escape sequences (ECMA-48, "Select Graphic Rendition") as HTML with spans. */
final class AnsiHtml {

    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-9;:?]*)[ -/]*([@-~])");
    private static final String[] NAMES = {
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"
    };

    private String foreground = "";
    private String background = "";
    private boolean bold;
    private boolean italic;
    private boolean underlined;
    private boolean inverse;

    private AnsiHtml() {}

    static String convert(String text) {
        return new AnsiHtml().html(text);
    }

    private String html(String text) {
        StringBuilder html = new StringBuilder();
        Matcher sequence = SEQUENCE.matcher(text);
        int end = 0;
        while (sequence.find()) {
            append(html, text.substring(end, sequence.start()));
            if (sequence.group(2).equals("m")) {
                select(codes(sequence.group(1)));
            }
            end = sequence.end();
        }
        append(html, text.substring(end));
        return html.toString();
    }

    private void append(StringBuilder html, String text) {
        if (text.isEmpty()) {
            return;
        }
        List<String> classes = new ArrayList<>();
        List<String> styles = new ArrayList<>();
        colour(inverse ? background : foreground, "fg", "color:", classes, styles);
        colour(inverse ? foreground : background, "bg", "background:", classes, styles);
        if (inverse) {
            classes.add("ansi-inverse");
        }
        if (bold) {
            classes.add("ansi-bold");
        }
        if (italic) {
            classes.add("ansi-italic");
        }
        if (underlined) {
            classes.add("ansi-underline");
        }
        String escaped = Html.escape(text.replace("\u001b", ""));
        if (classes.isEmpty() && styles.isEmpty()) {
            html.append(escaped);
            return;
        }
        html.append("<span");
        if (!classes.isEmpty()) {
            html.append(" class=\"").append(String.join(" ", classes)).append('"');
        }
        if (!styles.isEmpty()) {
            html.append(" style=\"").append(String.join(";", styles)).append('"');
        }
        html.append('>').append(escaped).append("</span>");
    }

    /** A colour is the name of one of the sixteen, or {@code #rrggbb}. */
    private static void colour(
            String colour,
            String suffix,
            String property,
            List<String> classes,
            List<String> styles) {
        if (colour.startsWith("#")) {
            styles.add(property + colour);
        } else if (!colour.isEmpty()) {
            classes.add("ansi-" + colour + "-" + suffix);
        }
    }

    private static int[] codes(String parameters) {
        String[] words = parameters.split("[;:]", -1);
        int[] codes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            // An absent parameter is 0; one that is no small number is no code that we know.
            codes[i] =
                    words[i].isEmpty()
                            ? 0
                            : words[i].matches("[0-9]{1,4}") ? Integer.parseInt(words[i]) : -1;
        }
        return codes;
    }

    private void select(int[] codes) {
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i];
            if (code == 38 || code == 48) {
                i = extendedColour(codes, i, code == 38);
            } else {
                select(code);
            }
        }
    }

    private void select(int code) {
        switch (code) {
            case 0 -> reset();
            case 1 -> bold = true;
            case 3 -> italic = true;
            case 4 -> underlined = true;
            case 7 -> inverse = true;
            case 22 -> bold = false;
            case 23 -> italic = false;
            case 24 -> underlined = false;
            case 27 -> inverse = false;
            case 39 -> foreground = "";
            case 49 -> background = "";
            default -> {
                if (code >= 30 && code <= 37) {
                    foreground = NAMES[code - 30];
                } else if (code >= 90 && code <= 97) {
                    foreground = "bright-" + NAMES[code - 90];
                } else if (code >= 40 && code <= 47) {
                    background = NAMES[code - 40];
                } else if (code >= 100 && code <= 107) {
                    background = "bright-" + NAMES[code - 100];
                }
            }
        }
    }

    private void reset() {
        foreground = "";
        background = "";
        bold = false;
        italic = false;
        underlined = false;
        inverse = false;
    }

    /** Reads {@code 38;5;n} or {@code 38;2;r;g;b} and returns the index of its last code. */
    private int extendedColour(int[] codes, int at, boolean isForeground) {
        String colour = "";
        int last = codes.length - 1;
        if (at + 2 < codes.length && codes[at + 1] == 5) {
            colour = paletteColour(codes[at + 2]);
            last = at + 2;
        } else if (at + 4 < codes.length && codes[at + 1] == 2) {
            colour = rgb(codes[at + 2], codes[at + 3], codes[at + 4]);
            last = at + 4;
        }
        if (isForeground) {
            foreground = colour;
        } else {
            background = colour;
        }
        return last;
    }

    /** xterm's 256 colours: 16 named, a cube of 6 x 6 x 6, 24 greys. */
    private static String paletteColour(int n) {
        if (n < 0 || n > 255) {
            return "";
        }
        if (n < 8) {
            return NAMES[n];
        }
        if (n < 16) {
            return "bright-" + NAMES[n - 8];
        }
        if (n >= 232) {
            int grey = 8 + 10 * (n - 232);
            return rgb(grey, grey, grey);
        }
        int cube = n - 16;
        return rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static String rgb(int red, int green, int blue) {
        return String.format("#%02x%02x%02x", clamp(red), clamp(green), clamp(blue));
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
