"""The cells: the same work in Java and in Python. Numbers change from round to round, so that no kernel sees a cell twice."""

ONE = ("1 + 1", "2")
EMPTY = ""


def one(n):
    """The smallest cell with a value, the same in both languages."""
    return f"{n} + 1", str(n + 1)


DEPENDENTS = 50
LINES = 1000
# "line 0" to "line 999" with their line ends.
PRINTED = 10 * 7 + 90 * 8 + 900 * 9


class Java:
    @staticmethod
    def twelve(n):
        code = f"""import java.util.stream.*;
var words = List.of("alpha", "beta", "gamma", "delta");
var lengths = new HashMap<String, Integer>();
for (String word : words) {{
    lengths.put(word, word.length() + {n});
}}
int total = 0;
for (int length : lengths.values()) {{
    total += length;
}}
double mean = total / (double) lengths.size();
String joined = words.stream().map(String::toUpperCase).collect(Collectors.joining("-"));
List<Integer> squares = IntStream.rangeClosed(1, 10).map(i -> i * i).boxed().toList();
System.out.println(joined + " " + mean + " " + squares);
String summary = words.size() + " words, " + total + " letters";
summary"""
        return code, f"4 words, {19 + 4 * n} letters"

    @staticmethod
    def type(n):
        """60 lines."""
        code = f"""class Account{n} {{
    private final String name;
    private double balance;
    private double rate = 0.0{n + 1};

    Account{n}(String name, double balance) {{
        this.name = name;
        this.balance = balance;
    }}"""
        for i in range(5):
            code += f"""

    double interest{i}(int years) {{
        double sum = balance * {i + 1};
        for (int year = 0; year < years; year++) {{
            sum += sum * rate / {n + 1};
        }}
        return sum;
    }}

    String text{i}() {{ return name + " has " + interest{i}(10); }}"""
        return code + "\n}"

    @staticmethod
    def prints():
        return f'for (int i = 0; i < {LINES}; i++) {{\n    System.out.println("line " + i);\n}}'

    text_variable = 'String title = "a title";'

    @staticmethod
    def completion(n):
        return f'"{n}" + title.subs', "substring"

    @classmethod
    def completion_in_cell(cls, n):
        return cls.twelve(n)[0] + ".subs", "substring"

    @staticmethod
    def inspection(n):
        return f'"{n}" + title.substring('

    @staticmethod
    def base(n):
        return f"int base() {{\n    return {n};\n}}"

    @staticmethod
    def dependent(i):
        return f"int dependent{i}() {{\n    return base() + {i};\n}}"

    @staticmethod
    def call(i):
        return f"dependent{i}()"

    @staticmethod
    def session(i):
        code = f"""int value{i} = {i} * 2;
int twice{i}(int x) {{
    return x + value{i};
}}
System.out.println("cell {i}");
twice{i}(1)"""
        return code, str(2 * i + 1)

    footprint = """System.gc();
java.lang.management.ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
    + " " + java.lang.management.ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed()
    + " " + java.lang.management.ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()"""


class Python:
    @staticmethod
    def twelve(n):
        code = f"""import functools
words = ["alpha", "beta", "gamma", "delta"]
lengths = {{}}
for word in words:
    lengths[word] = len(word) + {n}
total = 0
for length in lengths.values():
    total += length
mean = total / len(lengths)
joined = functools.reduce(lambda a, b: a + "-" + b, map(str.upper, words))
squares = [i * i for i in range(1, 11)]
print(joined, mean, squares)
summary = f"{{len(words)}} words, {{total}} letters"
summary"""
        return code, f"4 words, {19 + 4 * n} letters"

    @staticmethod
    def type(n):
        """60 lines."""
        code = f"""class Account{n}:
    rate = 0.0{n + 1}

    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.history = []

    def __repr__(self):
        return self.name"""
        for i in range(5):
            code += f"""

    def interest{i}(self, years):
        total = self.balance * {i + 1}
        for year in range(years):
            total += total * self.rate / {n + 1}
        return total

    def text{i}(self):
        value = self.interest{i}(10)
        return f"{{self.name}} has {{value}}\""""
        return code

    @staticmethod
    def prints():
        return f'for i in range({LINES}):\n    print(f"line {{i}}")'

    text_variable = 'title = "a title"'

    @staticmethod
    def completion(n):
        return f'"{n}" + title.spl', "split"

    @classmethod
    def completion_in_cell(cls, n):
        return cls.twelve(n)[0] + ".spl", "split"

    @staticmethod
    def inspection(n):
        return f'"{n}" + title.split('

    @staticmethod
    def base(n):
        return f"def base():\n    return {n}"

    @staticmethod
    def dependent(i):
        return f"def dependent{i}():\n    return base() + {i}"

    @staticmethod
    def call(i):
        return f"dependent{i}()"

    @staticmethod
    def session(i):
        code = f"""value{i} = {i} * 2
def twice{i}(x):
    return x + value{i}
print("cell {i}")
twice{i}(1)"""
        return code, str(2 * i + 1)


SOURCES = {"java": Java, "python": Python}
