package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.SignatureText;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Writes what an element is, as its declaration would. */
final class Signatures {

    private Signatures() {}

    /**
     * @param type of the element where it is used, or null
     * @param names of the parameters, or null for those that the compiler knows
     */
    static String of(Element element, TypeMirror type, List<String> names) {
        if (element instanceof ExecutableElement method) {
            return method(method, type, names);
        }
        if (element instanceof TypeElement declared) {
            return type(declared);
        }
        if (element instanceof VariableElement) {
            String text = shortType(type == null ? element.asType() : type);
            return text + " " + owner(element) + element.getSimpleName();
        }
        return element.toString();
    }

    private static String method(ExecutableElement method, TypeMirror type, List<String> names) {
        ExecutableType seen =
                type instanceof ExecutableType executable
                        ? executable
                        : (ExecutableType) method.asType();
        StringBuilder text = new StringBuilder();
        if (method.getKind() == ElementKind.CONSTRUCTOR) {
            text.append(method.getEnclosingElement().getSimpleName());
        } else {
            text.append(shortType(seen.getReturnType())).append(' ');
            text.append(owner(method)).append(method.getSimpleName());
        }
        List<? extends TypeMirror> parameters = seen.getParameterTypes();
        text.append('(');
        for (int i = 0; i < parameters.size(); i++) {
            String one = shortType(parameters.get(i));
            boolean varargs = method.isVarArgs() && i == parameters.size() - 1;
            text.append(i == 0 ? "" : ", ");
            text.append(varargs ? one.replaceFirst("\\[]$", "...") : one);
            String name =
                    names != null
                            ? names.get(i)
                            : method.getParameters().get(i).getSimpleName().toString();
            text.append(name.matches("arg\\d+") ? "" : " " + name);
        }
        text.append(')');
        if (!method.getThrownTypes().isEmpty()) {
            text.append(
                    method.getThrownTypes().stream()
                            .map(Signatures::shortType)
                            .collect(Collectors.joining(", ", " throws ", "")));
        }
        return text.toString();
    }

    private static String type(TypeElement type) {
        String keyword =
                switch (type.getKind()) {
                    case INTERFACE -> "interface ";
                    case ENUM -> "enum ";
                    case RECORD -> "record ";
                    case ANNOTATION_TYPE -> "@interface ";
                    default -> "class ";
                };
        String parameters =
                type.getTypeParameters().isEmpty()
                        ? ""
                        : type.getTypeParameters().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(", ", "<", ">"));
        String name = type.getQualifiedName().toString();
        return keyword
                + (name.startsWith(CompiledClass.PREFIX) ? SignatureText.shortTypes(name) : name)
                + parameters;
    }

    /** The class in front of a member; nothing before what a cell or a method declares. */
    private static String owner(Element member) {
        Element owner = member.getEnclosingElement();
        if (!(owner instanceof TypeElement type) || owner.getSimpleName().isEmpty()) {
            return "";
        }
        boolean ofCell =
                type.getQualifiedName().toString().startsWith(CompiledClass.PREFIX)
                        && !(type.getEnclosingElement() instanceof TypeElement);
        return ofCell ? "" : type.getSimpleName() + ".";
    }

    static String shortType(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR) {
            return "Object";
        }
        return SignatureText.shortTypes(
                type.toString()
                        .replaceAll("@[\\w.]+(?:\\([^)]*\\))?[ ,]?", "")
                        .replaceAll("capture#\\d+ of ", ""));
    }
}
