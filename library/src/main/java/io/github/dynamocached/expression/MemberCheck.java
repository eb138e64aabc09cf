package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;
import java.lang.reflect.Modifier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.util.ClassUtils;

/**
 * Checks the properties and methods that an expression names. So a misspelt one stops the start and does not wait for a
 * call.
 *
 * <p>Only members of concrete classes are checked. A value that is declared as an interface or an abstract class may have
 * more members.
 *
 * @param where the attribute and its text
 * @param variables gives the type of a variable by its name, null if it is not known
 */
public record MemberCheck(
        Place place, String where, ParameterNames parameters, Function<String, @Nullable Class<?>> variables) {

    /**
     * Checks an expression.
     *
     * @param expression the tree of an expression
     * @return the type of its value, null if it is not known
     * @throws MisuseException if it names an unknown member
     */
    @Nullable
    public Class<?> check(SpelNode expression) {
        return typeOf(expression, true);
    }

    /**
     * The type of a node. Everything inside the node is checked too.
     *
     * @param onRoot whether a name alone is that of a property of {@code #root}, and not of the element of a collection
     */
    private @Nullable Class<?> typeOf(SpelNode node, boolean onRoot) {
        if (node instanceof CompoundExpression) {
            return typeOfChain(node, onRoot);
        }
        if (node instanceof PropertyOrFieldReference || node instanceof MethodReference) {
            return typeOfMember(node, onRoot ? SpelEvaluation.Root.class : null, onRoot);
        }
        boolean ofElements = node instanceof Projection || node instanceof Selection || node instanceof Indexer;
        for (int i = 0; i < node.getChildCount(); i++) {
            boolean isNameInMap = node instanceof InlineMap && i % 2 == 0;
            Class<?> unused = typeOf(node.getChild(i), onRoot && !ofElements && !isNameInMap);
        }
        if (node instanceof StringLiteral) {
            return String.class;
        }
        return node instanceof VariableReference variable ? typeOfVariable(variable, onRoot) : null;
    }

    private @Nullable Class<?> typeOfChain(SpelNode chain, boolean onRoot) {
        Class<?> type = typeOf(chain.getChild(0), onRoot);
        for (int i = 1; i < chain.getChildCount(); i++) {
            SpelNode member = chain.getChild(i);
            type = member instanceof PropertyOrFieldReference || member instanceof MethodReference
                    ? typeOfMember(member, type, onRoot)
                    : typeOf(member, onRoot);
        }
        return type;
    }

    private @Nullable Class<?> typeOfVariable(VariableReference variable, boolean onRoot) {
        String name = SpelEvaluation.nameOf(variable);
        if (name.equals("root")) {
            return SpelEvaluation.Root.class;
        }
        if (name.equals("this")) {
            return onRoot ? SpelEvaluation.Root.class : null;
        }
        return variables.apply(name);
    }

    private @Nullable Class<?> typeOfMember(SpelNode node, @Nullable Class<?> owner, boolean onRoot) {
        SpelEvaluation.childrenOf(node).forEach(child -> typeOf(child, onRoot));
        if (owner == null || !isKnown(owner)) {
            return null;
        }
        Members members = new Members(ClassUtils.resolvePrimitiveIfNecessary(owner));
        return node instanceof MethodReference method
                ? typeOfCall(method, members)
                : typeOfProperty((PropertyOrFieldReference) node, members);
    }

    /**
     * Whether all members of values of a declared type are those of the type.
     *
     * @param type the static type of a value
     * @return false for types that say nothing of their members
     */
    public static boolean isKnown(Class<?> type) {
        boolean mayBeMore = type == Object.class || type == Class.class || type == void.class || type.isArray();
        return !mayBeMore && (type.isPrimitive() || !Modifier.isAbstract(type.getModifiers()));
    }

    private @Nullable Class<?> typeOfProperty(PropertyOrFieldReference property, Members members) {
        String name = property.getName();
        if (members.hasProperty(name)) {
            return members.typeOfProperty(name);
        }
        String remedy = members.isRoot() && parameters.indexOf(name) != null
                ? "Write #" + name + " for the parameter."
                : NearestName.to(name, members.readable())
                        .map(nearest -> "Use " + nearest + ".")
                        .orElseGet(() -> remedyFrom(members));
        throw place.misuse(where + " reads " + name + ", which " + members.owner() + " does not have. " + remedy);
    }

    private static String remedyFrom(Members members) {
        return members.properties().isEmpty()
                ? "It has no properties; call one of its methods."
                : "It has " + String.join(", ", members.properties()) + ".";
    }

    private @Nullable Class<?> typeOfCall(MethodReference call, Members members) {
        String name = call.getName();
        int count = call.getChildCount();
        if (members.hasMethod(name, count)) {
            return members.typeOfMethod(name, count);
        }
        if (members.methods().contains(name)) {
            throw place.misuse(where + " calls " + name + " with "
                    + (count == 1 ? "one argument" : count + " arguments") + ", which " + members.owner()
                    + " does not have. Write the arguments that its method takes.");
        }
        String remedy = NearestName.to(name, members.methods())
                .map(nearest -> "Use " + nearest + ".")
                .orElse("Call one of its public methods.");
        throw place.misuse(where + " calls " + name + ", which " + members.owner() + " does not have. " + remedy);
    }
}
