package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tensor.op.Cast;
import dev.vitrine.tensor.op.Compare;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever adds an operation adds a case for its gradient, too. */
class OperationCoverageTests {

    /** A comparison has no gradient; a conversion would check the rounding of its types. */
    private static final Set<Class<?>> WITHOUT = Set.of(Compare.class, Cast.class);

    @Test
    void everyOperationHasACaseForItsGradient() throws Exception {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (OperationCase operation : OperationCase.all()) {
            try (Scope scope = Scope.open()) {
                Tensor[] inputs = operation.inputs(DType.DOUBLE, 1);
                for (Tensor input : inputs) {
                    input.requiresGrad(true);
                }
                collect(operation.function().apply(inputs), found);
            }
        }
        assertThat(operations()).hasSizeGreaterThan(40);
        assertThat(found).containsAll(operations());
    }

    private static void collect(Tensor result, Set<Class<?>> into) {
        Deque<Node> open = new ArrayDeque<>(List.of(result.node()));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!node.isLeaf()) {
                into.add(node.operation.getClass());
                Stream.of(node.inputs).filter(each -> each != null).forEach(open::push);
            }
        }
    }

    private static List<Class<?>> operations()
            throws IOException, URISyntaxException, ClassNotFoundException {
        Path folder = Path.of(Operation.class.getResource("op").toURI());
        List<Class<?>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                Class<?> type = Class.forName("dev.vitrine.tensor.op." + name);
                if (Operation.class.isAssignableFrom(type)
                        && !Modifier.isAbstract(type.getModifiers())
                        && !WITHOUT.contains(type)) {
                    all.add(type);
                }
            }
        }
        return all;
    }
}
