package io.github.dynamocached.codec;

import io.github.dynamocached.Failures;
import io.github.dynamocached.RefusedFieldsException;
import io.github.dynamocached.ValueCodecException;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record, a bean or another class of data that is made of attributes of an entity, each by the converter that the
 * entity's schema has for it.
 */
final class DataProjection implements ProjectionCodec.Projection {

    private final Class<?> type;
    private final ProjectedClass shape;
    private final int[] positions;
    private final AttributeConverter<Object>[] converters;
    private final @Nullable Object[] whenAbsent;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private DataProjection(Class<?> type, ProjectedClass shape, ProjectedAttributes projected) {
        int size = shape.properties().size();
        this.type = type;
        this.shape = shape;
        this.positions = new int[size];
        this.converters = new AttributeConverter[size];
        this.whenAbsent = new Object[size];
        for (int i = 0; i < size; i++) {
            ProjectedClass.Property property = shape.properties().get(i);
            positions[i] = projected.attributes().indexOf(property.attribute());
            converters[i] = projected.converterOf(property.attribute());
            whenAbsent[i] = property.whenAbsent();
        }
    }

    /** @throws RefusedFieldsException if the type cannot be made of the attributes, with all reasons */
    static DataProjection of(Type type, ProjectedAttributes projected) {
        ProjectedClass shape =
                type instanceof Class<?> raw ? ProjectedClass.of(raw).orElse(null) : null;
        if (shape == null) {
            throw new RefusedFieldsException(
                    List.of("fields need a record, a bean or a class with one constructor, and "
                            + type.getTypeName() + " cannot be used as one. Return a record with the components "
                            + projected.names() + ", or leave fields out."));
        }
        List<String> problems = problems((Class<?>) type, shape, projected);
        if (!problems.isEmpty()) {
            throw new RefusedFieldsException(problems);
        }
        return new DataProjection((Class<?>) type, shape, projected);
    }

    private static List<String> problems(Class<?> type, ProjectedClass shape, ProjectedAttributes projected) {
        List<String> problems = new ArrayList<>();
        List<String> without = new ArrayList<>(projected.attributes());
        for (ProjectedClass.Property property : shape.properties()) {
            String place = "'" + property.name() + "' of " + type.getName();
            String attribute = property.attribute();
            if (!projected.attributes().contains(attribute)) {
                problems.add(place + " is not in fields. Add its attribute to fields, name that attribute with"
                        + " @DynamoDbAttribute on the accessor, or remove it.");
            } else if (!without.remove(attribute)) {
                problems.add(place + " maps to the attribute '" + attribute
                        + "', and so does another property. Remove one of the two.");
            } else if (!matches(
                    property.type(), projected.converterOf(attribute).type())) {
                problems.add(place + " is a " + property.type().getTypeName() + ", but the attribute '" + attribute
                        + "' of " + projected.entity().getName() + " is converted to a "
                        + text(projected.converterOf(attribute).type()) + ". Give both the same type.");
            }
        }
        without.forEach(attribute -> problems.add("fields names '" + attribute + "', and " + type.getName()
                + " has no property for it. Add one, map one with @DynamoDbAttribute on its accessor, or"
                + " remove it from fields."));
        return problems;
    }

    /** Whether values of the converter are those of the type. A converter may leave open what its type is made of. */
    private static boolean matches(Type declared, EnhancedType<?> converted) {
        if (converted.isWildcard()) {
            return false;
        }
        List<EnhancedType<?>> parameters = parametersOf(converted);
        if (declared instanceof Class<?> type) {
            return MethodType.methodType(type).wrap().returnType() == converted.rawClass();
        }
        if (!(declared instanceof ParameterizedType generic) || generic.getRawType() != converted.rawClass()) {
            return false;
        }
        Type[] arguments = generic.getActualTypeArguments();
        boolean matches = parameters.isEmpty() || parameters.size() == arguments.length;
        for (int i = 0; matches && i < parameters.size(); i++) {
            matches = matches(arguments[i], parameters.get(i));
        }
        return matches;
    }

    /** The type as Java writes it. */
    private static String text(EnhancedType<?> type) {
        List<EnhancedType<?>> parameters = parametersOf(type);
        return parameters.isEmpty()
                ? type.rawClass().getTypeName()
                : parameters.stream()
                        .map(DataProjection::text)
                        .collect(Collectors.joining(", ", type.rawClass().getTypeName() + "<", ">"));
    }

    private static List<EnhancedType<?>> parametersOf(EnhancedType<?> type) {
        List<EnhancedType<?>> parameters = type.rawClassParameters();
        return parameters == null ? List.of() : parameters;
    }

    @Override
    public @Nullable AttributeValue[] attributesOf(Object value) {
        if (value.getClass() != type) {
            throw SafeCodec.ofOtherClass(value, type);
        }
        @Nullable AttributeValue[] contents = new AttributeValue[positions.length];
        for (int i = 0; i < positions.length; i++) {
            Object property = get(i, value);
            contents[positions[i]] = property == null ? null : converters[i].transformFrom(property);
        }
        return contents;
    }

    @Override
    public Object valueOf(@Nullable AttributeValue[] contents) {
        @Nullable Object[] values = new Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            AttributeValue content = contents[positions[i]];
            boolean isAbsent = content == null || content.type() == AttributeValue.Type.NUL;
            values[i] = isAbsent ? whenAbsent[i] : converters[i].transformTo(content);
        }
        try {
            return shape.maker().make(values);
        } catch (Exception refused) {
            throw failure(refused);
        } catch (Throwable error) {
            throw (Error) error;
        }
    }

    private @Nullable Object get(int property, Object value) {
        try {
            return shape.properties().get(property).of(value);
        } catch (Exception refused) {
            throw failure(refused);
        } catch (Throwable error) {
            throw (Error) error;
        }
    }

    /** Its own text may hold the value. */
    private static ValueCodecException failure(Exception refused) {
        return new ValueCodecException(Failures.nameOf(refused));
    }
}
