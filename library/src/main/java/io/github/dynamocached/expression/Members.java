package io.github.dynamocached.expression;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.expression.spel.support.ReflectivePropertyAccessor;
import org.springframework.util.ClassUtils;

/** The public properties and methods of a class, as expressions see them. */
final class Members extends ReflectivePropertyAccessor {

    private final Class<?> owner;

    Members(Class<?> owner) {
        this.owner = owner;
    }

    /** The name of the class, as messages have it. */
    String owner() {
        return isRoot() ? "#root" : ClassUtils.getShortName(owner);
    }

    boolean isRoot() {
        return owner == SpelEvaluation.Root.class;
    }

    boolean hasProperty(String name) {
        return getterOf(name) != null || fieldOf(name) != null;
    }

    /** The type of a property that there is, null if it is not known. */
    @Nullable
    Class<?> typeOfProperty(String name) {
        Method getter = getterOf(name);
        Field field = getter == null ? fieldOf(name) : null;
        if (getter != null) {
            return known(getter.getGenericReturnType(), getter.getReturnType());
        }
        return field == null ? null : known(field.getGenericType(), field.getType());
    }

    /** What a property is read by: its getter or its field, null if there is none that is an instance's. */
    @Nullable
    Member readerOf(String name) {
        Method getter = getterOf(name);
        Member reader = getter == null ? fieldOf(name) : getter;
        return reader == null || Modifier.isStatic(reader.getModifiers()) ? null : reader;
    }

    /** The only method of a name without parameters, null if there may be others to choose from. */
    @Nullable
    Method methodWithoutParameters(String name) {
        List<Method> methods = methodsOf(name, 0);
        return methods.size() == 1
                        && methods.get(0).getParameterCount() == 0
                        && !Modifier.isStatic(methods.get(0).getModifiers())
                ? methods.get(0)
                : null;
    }

    /** The names of all properties in order, without that of the class itself. */
    Set<String> properties() {
        Stream<String> beans = Arrays.stream(BeanUtils.getPropertyDescriptors(owner))
                .filter(property -> property.getReadMethod() != null)
                .map(property -> property.getName());
        Stream<String> fields = Arrays.stream(owner.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getName);
        Stream<String> components = owner.isRecord()
                ? Arrays.stream(owner.getRecordComponents()).map(component -> component.getName())
                : Stream.empty();
        return Stream.of(beans, fields, components)
                .flatMap(names -> names)
                .filter(name -> !name.equals("class") && hasProperty(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all properties, and of methods without parameters, which expressions read like properties. */
    Set<String> readable() {
        Set<String> readable = new TreeSet<>(properties());
        methods().stream().filter(this::hasProperty).forEach(readable::add);
        return readable;
    }

    boolean hasMethod(String name, int arguments) {
        return !methodsOf(name, arguments).isEmpty();
    }

    /** The type that all methods of a name and a number of arguments return, null if it is not known. */
    @Nullable
    Class<?> typeOfMethod(String name, int arguments) {
        List<Method> methods = methodsOf(name, arguments);
        return methods.size() == 1
                ? known(methods.get(0).getGenericReturnType(), methods.get(0).getReturnType())
                : null;
    }

    /** The names of all methods. */
    Set<String> methods() {
        return Arrays.stream(owner.getMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Method> methodsOf(String name, int arguments) {
        return Arrays.stream(owner.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .filter(method -> method.getParameterCount() == arguments
                        || (method.isVarArgs() && arguments >= method.getParameterCount() - 1))
                .toList();
    }

    private @Nullable Method getterOf(String name) {
        return findGetterForProperty(name, owner, false);
    }

    private @Nullable Field fieldOf(String name) {
        return findField(name, owner, false);
    }

    /** The type of a type variable counts as unknown. */
    private static @Nullable Class<?> known(Type declared, Class<?> raw) {
        return declared instanceof TypeVariable<?> ? null : raw;
    }
}
