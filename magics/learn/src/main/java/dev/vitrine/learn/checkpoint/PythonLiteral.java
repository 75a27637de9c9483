package dev.vitrine.learn.checkpoint;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the dictionary of an npy header, {@code {'descr': '<f4', 'fortran_order': False, 'shape':
 * (3, 4), }}. That much of Python's syntax is understood and no more.
 */
final class PythonLiteral {

    private final Path file;
    private final String name;
    private final String text;
    private int at;

    private String descr;
    private Boolean fortran;
    private long[] shape;

    PythonLiteral(Path file, String name, String text) {
        this.file = file;
        this.name = name;
        this.text = text;
    }

    NpyHeader npyHeader(int length) {
        dictionary();
        char order = descr.isEmpty() ? ' ' : descr.charAt(0);
        boolean marked = "<>|=".indexOf(order) >= 0;
        ElementType type = NpyHeader.type(marked ? descr.substring(1) : descr);
        if (type == null) {
            throw new CheckpointException(
                    file,
                    name,
                    "has elements of NumPy type \"%s\"; read are b1, i1 to i8, u1 to u8, f2, f4, f8"
                                    .formatted(descr)
                            + " and V2 (bfloat16)");
        }
        String fault = ArrayInfo.fault(type, shape);
        if (fault != null) {
            throw new CheckpointException(file, name, fault);
        }
        return new NpyHeader(
                new ArrayInfo(type, shape),
                order == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                fortran,
                length);
    }

    private void dictionary() {
        Set<String> seen = new HashSet<>();
        require('{');
        while (!accept('}')) {
            String key = string();
            require(':');
            if (!seen.add(key)) {
                throw wrong("has \"%s\" twice".formatted(key));
            }
            switch (key) {
                case "descr" -> descr = type();
                case "fortran_order" -> fortran = truth();
                case "shape" -> shape = tuple();
                default -> throw wrong("has the unknown key \"%s\"".formatted(key));
            }
            if (!accept(',')) {
                require('}');
                break;
            }
        }
        skipSpace();
        if (at < text.length()) {
            throw wrong("goes on after its end");
        }
        if (descr == null || fortran == null || shape == null) {
            throw wrong("needs descr, fortran_order and shape; one is missing");
        }
    }

    private String type() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '[') {
            throw wrong("describes records; only arrays of one plain type are read");
        }
        return string();
    }

    private String string() {
        skipSpace();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '\'' && quote != '"') {
            throw wrong("lacks a string");
        }
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw wrong("has a string without end");
        }
        String value = text.substring(at + 1, end);
        if (value.indexOf('\\') >= 0) {
            throw wrong("has a string with an escape");
        }
        at = end + 1;
        return value;
    }

    private boolean truth() {
        skipSpace();
        for (String word : List.of("True", "False")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw wrong("has a fortran_order that is neither True nor False");
    }

    private long[] tuple() {
        List<Long> sizes = new ArrayList<>();
        require('(');
        boolean comma = true;
        while (!accept(')')) {
            if (!comma) {
                throw wrong("has a shape without a comma between its sizes");
            }
            sizes.add(size());
            comma = accept(',');
        }
        if (sizes.size() == 1 && !comma) {
            throw wrong("has a shape that is no tuple");
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long size() {
        skipSpace();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (start == at || at - start > 18) {
            throw wrong("has a shape with a size that is no number below 10^18");
        }
        long size = Long.parseLong(text.substring(start, at));
        if (at < text.length() && text.charAt(at) == 'L') {
            at++; // a long of Python 2
        }
        return size;
    }

    private void require(char expected) {
        if (!accept(expected)) {
            throw wrong("lacks a \"%s\"".formatted(expected));
        }
    }

    private boolean accept(char expected) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private CheckpointException wrong(String problem) {
        return new CheckpointException(file, name, "its npy header " + problem);
    }
}
