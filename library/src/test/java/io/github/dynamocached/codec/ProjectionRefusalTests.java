package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dynamocached.RefusedFieldsException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.entities.Turn;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;

/** What cannot be made of some attributes of an entity. */
class ProjectionRefusalTests {

    private static final String HERE = ProjectionRefusalTests.class.getName() + "$";
    private static final String CUSTOMER = Customer.class.getName();

    private static List<String> problemsOf(Type type, Class<?> entity, String... attributes) {
        RefusedFieldsException refused =
                catchThrowableOfType(RefusedFieldsException.class, () -> Codecs.projectionOf(type, entity, attributes));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    record Wrong(
            String since,
            int name,
            String age,
            @DynamoDbAttribute("visits") Integer a,
            Integer visits) {}

    @Test
    void everythingThatIsWrongWithARecordIsToldAtOnce() {
        assertThat(problemsOf(Wrong.class, Customer.class, "since", "name", "visits", "active"))
                .containsExactly(
                        "'since' of " + HERE + "Wrong is a java.lang.String, but the attribute 'since' of " + CUSTOMER
                                + " is converted to a java.time.Instant. Give both the same type.",
                        "'name' of " + HERE + "Wrong is a int, but the attribute 'name' of " + CUSTOMER
                                + " is converted to a java.lang.String. Give both the same type.",
                        "'age' of " + HERE
                                + "Wrong is not in fields. Add its attribute to fields, name that attribute with"
                                + " @DynamoDbAttribute on the accessor, or remove it.",
                        "'visits' of " + HERE
                                + "Wrong maps to the attribute 'visits', and so does another property. Remove one of the"
                                + " two.",
                        "fields names 'active', and " + HERE
                                + "Wrong has no property for it. Add one, map one with @DynamoDbAttribute on its accessor,"
                                + " or remove it from fields.");
    }

    interface View {
        String name();
    }

    abstract static class Half {
        Half() {}
    }

    enum Kind {
        ONE
    }

    static final class Ambiguous {
        Ambiguous(String name) {}

        Ambiguous(String name, String other) {}
    }

    static final class Mute {
        Mute(String name) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                String.class,
                int.class,
                Integer.class,
                Object.class,
                View.class,
                Half.class,
                Kind.class,
                Card[].class,
                Map.class,
                Ambiguous.class,
                Mute.class
            })
    void whatIsNoDataIsRefused(Class<?> type) {
        assertThat(problemsOf(type, Customer.class, "since", "name"))
                .containsExactly(
                        "fields need a record, a bean or a class with one constructor, and " + type.getTypeName()
                                + " cannot be used as one. Return a record with the components name, since, or leave fields"
                                + " out.");
    }

    record Card(String name) {}

    record Box<T>(T name) {}

    @Test
    void collectionsAndGenericTypesAreRefused() {
        assertThat(problemsOf(Codecs.generic(List.class, Card.class), Customer.class, "name"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("fields need a record, a bean or a class with one constructor, and ");
        assertThat(problemsOf(Box.class, Customer.class, "name"))
                .containsExactly("'name' of " + HERE + "Box is a T, but the attribute 'name' of " + CUSTOMER
                        + " is converted to a java.lang.String. Give both the same type.");
    }

    record Sets(Set<String> ns, Map<String, List<Integer>> m) {}

    @Test
    void elementsAreComparedToo() {
        assertThat(problemsOf(Sets.class, Everything.class, "ns", "m"))
                .containsExactly(
                        "'ns' of " + HERE + "Sets is a java.util.Set<java.lang.String>, but the attribute 'ns' of "
                                + Everything.class.getName()
                                + " is converted to a java.util.Set<java.lang.Integer>. Give both the same type.");
    }

    @Test
    void keyAloneIsRefused() {
        assertThat(problemsOf(Turn.class, Turn.class, "number", "session"))
                .containsExactly("fields names only the key of io.github.dynamocached.entities.Turn, which the caller"
                        + " already has. Add the attributes that you need, or leave fields out.");
    }

    @Test
    void unknownAttributeIsRefused() {
        assertThat(problemsOf(Card.class, Customer.class, "nmae"))
                .containsExactly(
                        "fields names 'nmae', which is no attribute of " + CUSTOMER + ". Remove it from fields.");
    }

    @Test
    void entityThatInsistsOnOtherAttributesIsRefused() {
        assertThat(problemsOf(Turn.class, Turn.class, "text"))
                .containsExactly(
                        "io.github.dynamocached.entities.Turn cannot be made of some of its attributes. Return a record"
                                + " with the components text, or leave fields out.");
    }
}
