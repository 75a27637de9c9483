package dev.vitrine.api.widgets;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What values a property may have, and how they travel. */
interface PropertyType<T> {

    PropertyType<String> TEXT =
            new PropertyType<>() {
                @Override
                public String fromJson(Object json) {
                    if (json instanceof String text) {
                        return text;
                    }
                    throw expected("text", json);
                }
            };

    PropertyType<Boolean> FLAG =
            new PropertyType<>() {
                @Override
                public Boolean fromJson(Object json) {
                    if (json instanceof Boolean flag) {
                        return flag;
                    }
                    throw expected("true or false", json);
                }
            };

    PropertyType<Integer> INTEGER =
            new PropertyType<>() {
                @Override
                public Integer fromJson(Object json) {
                    if (json instanceof Number number) {
                        try {
                            return new BigDecimal(number.toString()).intValueExact();
                        } catch (ArithmeticException | NumberFormatException e) {
                            throw expected("a whole number of 32 bits", json);
                        }
                    }
                    throw expected("a whole number", json);
                }
            };

    PropertyType<Double> FLOAT =
            new PropertyType<>() {
                @Override
                public Double check(Double value) {
                    PropertyType.super.check(value);
                    if (!Double.isFinite(value)) {
                        throw new IllegalArgumentException("expected a number, found " + value);
                    }
                    return value;
                }

                @Override
                public Double fromJson(Object json) {
                    if (json instanceof Number number) {
                        return check(number.doubleValue());
                    }
                    throw expected("a number", json);
                }
            };

    PropertyType<byte[]> BYTES =
            new PropertyType<>() {
                @Override
                public byte[] fromJson(Object json) {
                    if (json instanceof byte[] bytes) {
                        return bytes;
                    }
                    throw expected("bytes", json);
                }
            };

    PropertyType<List<String>> TEXTS = list(TEXT);

    /** Objects that front ends and this library only hand on: outputs in notebook format. */
    PropertyType<List<Map<String, Object>>> OBJECTS =
            new PropertyType<>() {
                @Override
                public List<Map<String, Object>> check(List<Map<String, Object>> value) {
                    return List.copyOf(value);
                }

                @Override
                @SuppressWarnings("unchecked")
                public List<Map<String, Object>> fromJson(Object json) {
                    List<Map<String, Object>> objects = new ArrayList<>();
                    for (Object element : elements(json)) {
                        if (!(element instanceof Map)) {
                            throw expected("objects", element);
                        }
                        objects.add((Map<String, Object>) element);
                    }
                    return List.copyOf(objects);
                }
            };

    PropertyType<List<Widget>> WIDGETS =
            new PropertyType<>() {
                @Override
                public List<Widget> check(List<Widget> value) {
                    return List.copyOf(value);
                }

                @Override
                public Object toJson(List<Widget> value) {
                    return value.stream().map(Widget::reference).toList();
                }

                @Override
                public List<Widget> fromJson(Object json) {
                    return elements(json).stream().map(OpenWidgets::referred).toList();
                }
            };

    /** A day, by the object that JavaScript makes dates of: its months begin with 0. */
    PropertyType<LocalDate> DATE =
            new PropertyType<>() {
                @Override
                public Object toJson(LocalDate day) {
                    return Map.of(
                            "year",
                            day.getYear(),
                            "month",
                            day.getMonthValue() - 1,
                            "date",
                            day.getDayOfMonth());
                }

                @Override
                public LocalDate fromJson(Object json) {
                    if (!(json instanceof Map<?, ?> day)) {
                        throw expected("a day", json);
                    }
                    try {
                        return LocalDate.of(
                                INTEGER.fromJson(day.get("year")),
                                INTEGER.fromJson(day.get("month")) + 1,
                                INTEGER.fromJson(day.get("date")));
                    } catch (DateTimeException e) {
                        throw new IllegalArgumentException("expected a day, found " + day, e);
                    }
                }
            };

    /** Any number of values of one type. */
    static <T> PropertyType<List<T>> list(PropertyType<T> element) {
        return new PropertyType<>() {
            @Override
            public List<T> check(List<T> value) {
                return PropertyType.super.check(value).stream().map(element::check).toList();
            }

            @Override
            public Object toJson(List<T> value) {
                return value.stream().map(element::toJson).toList();
            }

            @Override
            public List<T> fromJson(Object json) {
                return elements(json).stream().<T>map(element::fromJson).toList();
            }
        };
    }

    /** Two numbers of one type, the lower one first. */
    static <N extends Number & Comparable<N>> PropertyType<NumberRange<N>> range(
            PropertyType<N> number) {
        PropertyType<List<N>> numbers = list(number);
        return new PropertyType<>() {
            @Override
            public NumberRange<N> check(NumberRange<N> value) {
                PropertyType.super.check(value);
                return new NumberRange<>(number.check(value.lower()), number.check(value.upper()));
            }

            @Override
            public Object toJson(NumberRange<N> value) {
                return List.of(value.lower(), value.upper());
            }

            @Override
            public NumberRange<N> fromJson(Object json) {
                List<N> both = numbers.fromJson(json);
                if (both.size() != 2) {
                    throw expected("two numbers", json);
                }
                return new NumberRange<>(both.get(0), both.get(1));
            }
        };
    }

    /** A widget of one class. */
    static <T extends Widget> PropertyType<T> widget(Class<T> type) {
        return new PropertyType<>() {
            @Override
            public Object toJson(T value) {
                return value.reference();
            }

            @Override
            public T fromJson(Object json) {
                Widget widget = OpenWidgets.referred(json);
                if (!type.isInstance(widget)) {
                    throw expected(type.getSimpleName(), json);
                }
                return type.cast(widget);
            }
        };
    }

    /** One of some words; case does not matter. */
    static PropertyType<String> choice(String... words) {
        return choice(List.of(words));
    }

    /** As {@link #choice(String...)}. */
    static PropertyType<String> choice(List<String> words) {
        return new PropertyType<>() {
            @Override
            public String check(String value) {
                PropertyType.super.check(value);
                return words.stream()
                        .filter(value::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "expected one of "
                                                        + words
                                                        + ", found \""
                                                        + value
                                                        + "\""));
            }

            @Override
            public String fromJson(Object json) {
                return check(TEXT.fromJson(json));
            }
        };
    }

    /** A type with null as one more value. */
    static <T> PropertyType<T> orNull(PropertyType<T> type) {
        return new PropertyType<>() {
            @Override
            public T check(T value) {
                return value == null ? null : type.check(value);
            }

            @Override
            public Object toJson(T value) {
                return value == null ? null : type.toJson(value);
            }

            @Override
            public T fromJson(Object json) {
                return json == null ? null : type.fromJson(json);
            }
        };
    }

    /**
     * The value as the property keeps it.
     *
     * @throws IllegalArgumentException if it is none of this type's
     */
    default T check(T value) {
        if (value == null) {
            throw new IllegalArgumentException("expected a value, found null");
        }
        return value;
    }

    default Object toJson(T value) {
        return value;
    }

    /**
     * @throws IllegalArgumentException if a front end has sent what is none of this type's
     */
    T fromJson(Object json);

    private static List<?> elements(Object json) {
        if (json instanceof List<?> list) {
            return list;
        }
        throw expected("an array", json);
    }

    private static IllegalArgumentException expected(String what, Object json) {
        return new IllegalArgumentException(
                "expected " + what + ", found " + JsonValues.kind(json));
    }
}
