package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.store.ValueCodec;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Values that would come back as others, and what is said of them. */
class LossTests {

    private static final String HERE = LossyResults.class.getName() + "$";
    private static final String FIELD =
            ". Let Jackson or the entity's schema write and read it: remove @JsonIgnore, WRITE_ONLY,"
                    + " @DynamoDbIgnore and the like, or add a setter or a constructor parameter. If hits may"
                    + " differ in it, make its field transient.";
    private static final String SUBTYPE = "a hit would return a " + HERE + "Animal instead of a " + HERE + "Dog";
    private static final String NAMED = ". Return instances of " + HERE + "Animal itself, or declare " + HERE
            + "Dog, or annotate " + HERE + "Animal with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and @JsonSubTypes.";

    private static @Nullable String lossOf(ValueCodec codec, Object value) {
        return codec.lossOf(value, codec.encode(value));
    }

    private static @Nullable String lossOf(Object value) {
        return lossOf(Codecs.of(value.getClass()), value);
    }

    private static String another(String type, String property) {
        return "a hit would return a different '" + property + "' of " + HERE + type + FIELD;
    }

    private static <T extends LossyResults.Animal> T named(T animal) {
        animal.name = "Rex";
        return animal;
    }

    @Test
    void subtypesInCollectionsAreLost() {
        LossyResults.Dog dog = named(new LossyResults.Dog());
        assertThat(lossOf(
                        Codecs.of(new TypeReference<List<LossyResults.Animal>>() {}),
                        List.of(named(new LossyResults.Animal()), dog)))
                .isEqualTo(SUBTYPE + NAMED);
        assertThat(lossOf(Codecs.of(new TypeReference<Set<LossyResults.Animal>>() {}), Set.of(dog)))
                .isEqualTo(SUBTYPE + NAMED);
        assertThat(lossOf(Codecs.of(LossyResults.Animal[].class), new LossyResults.Animal[] {dog}))
                .isEqualTo(SUBTYPE + NAMED);
        assertThat(lossOf(
                        Codecs.of(new TypeReference<Map<String, List<LossyResults.Animal>>>() {}),
                        Map.of("secret", List.of(dog))))
                .isEqualTo(SUBTYPE + NAMED);
    }

    @Test
    void subtypesInPropertiesAreLost() {
        LossyResults.Dog dog = named(new LossyResults.Dog());
        LossyResults.Animal animal = named(new LossyResults.Animal());
        assertThat(lossOf(new LossyResults.Kennel(dog, Map.of())))
                .isEqualTo(SUBTYPE + " at 'first' of " + HERE + "Kennel" + NAMED);
        assertThat(lossOf(new LossyResults.Kennel(animal, Map.of("secret", dog))))
                .isEqualTo(SUBTYPE + " at 'others' of " + HERE + "Kennel" + NAMED);
        assertThat(lossOf(new LossyResults.Kennel(animal, Map.of("secret", animal))))
                .isNull();
    }

    @Test
    void subtypesOfEntitiesAreLost() {
        LossyResults.GoldCustomer gold = new LossyResults.GoldCustomer();
        gold.setId("c");
        String message = "a hit would return a io.github.dynamocached.entities.Customer instead of a " + HERE
                + "GoldCustomer%s. Return instances of io.github.dynamocached.entities.Customer itself, or declare "
                + HERE
                + "GoldCustomer, with @DynamoDbBean on it.";
        assertThat(lossOf(new LossyResults.Visit(gold)))
                .isEqualTo(message.formatted(" at 'customer' of " + HERE + "Visit"));
        assertThat(lossOf(Codecs.of(Customer.class), gold)).isEqualTo(message.formatted(""));
        assertThat(lossOf(Codecs.of(new TypeReference<List<Customer>>() {}), List.of(gold)))
                .isEqualTo(message.formatted(""));
    }

    @Test
    void propertiesThatAnnotationsLeaveOutAreLost() {
        LossyResults.WriteOnly writeOnly = new LossyResults.WriteOnly();
        assertThat(lossOf(writeOnly)).isNull();
        writeOnly.password = "secret";
        assertThat(lossOf(writeOnly)).isEqualTo(another("WriteOnly", "password"));

        LossyResults.WriteOnlyWithIdentity identity = new LossyResults.WriteOnlyWithIdentity();
        identity.password = "secret";
        assertThat(lossOf(identity)).isEqualTo(another("WriteOnlyWithIdentity", "password"));

        LossyResults.Ignored ignored = new LossyResults.Ignored();
        ignored.note = "secret";
        assertThat(lossOf(ignored)).isEqualTo(another("Ignored", "note"));
        assertThat(lossOf(new LossyResults.IgnoredByClass("1", "secret"))).isEqualTo(another("IgnoredByClass", "note"));
        assertThat(lossOf(new LossyResults.IgnoredByProperty(named(new LossyResults.Animal()))))
                .isEqualTo(another("Animal", "name"));

        LossyResults.ReadOnly readOnly = new LossyResults.ReadOnly();
        readOnly.version = "secret";
        assertThat(lossOf(readOnly)).isEqualTo(another("ReadOnly", "version"));
    }

    @Test
    void propertyOfAViewComesBackWithoutAView() {
        LossyResults.Viewed viewed = new LossyResults.Viewed();
        viewed.detail = "secret";
        assertThat(lossOf(viewed)).isNull();
    }

    @Test
    void lossThatDependsOnTheValueIsSeenInTheValue() {
        assertThat(lossOf(new LossyResults.Masked("1234"))).isNull();
        assertThat(lossOf(new LossyResults.Masked("secret"))).isEqualTo(another("Masked", "card"));
        assertThat(lossOf(new LossyResults.NotEmpty(List.of("a")))).isNull();
        assertThat(lossOf(new LossyResults.NotEmpty(List.of()))).isEqualTo(another("NotEmpty", "tags"));
        assertThat(lossOf(new LossyResults.Dated(LocalDateTime.of(2026, 1, 1, 2, 3))))
                .isNull();
        assertThat(lossOf(new LossyResults.Dated(LocalDateTime.of(2026, 1, 1, 2, 3, 4))))
                .isEqualTo(another("Dated", "at"));
    }

    @Test
    void constructorParametersWithoutNamesAreLostBehindDefaults() {
        assertThat(lossOf(new LossyResults.Defaulted())).isNull();
        assertThat(lossOf(LossyResults.Defaulted.of("", "secret"))).isNull();
        assertThat(lossOf(LossyResults.Defaulted.of("secret", null))).isEqualTo(another("Defaulted", "name"));
    }

    @Test
    void fieldsThatNobodySetsAreLost() {
        LossyResults.Body body = new LossyResults.Body();
        assertThat(lossOf(body)).isNull();
        body.tags().add("secret");
        assertThat(lossOf(body)).isEqualTo(another("Body", "tags"));

        LossyResults.Secretive secretive = new LossyResults.Secretive();
        assertThat(lossOf(secretive)).isNull();
        secretive.raise();
        assertThat(lossOf(secretive)).isEqualTo(another("Secretive", "level"));
    }

    @Test
    void ownEqualsDecides() {
        assertThat(lossOf(new LossyResults.Strange()))
                .isEqualTo("a hit would return a " + HERE
                        + "Strange that is not equal to the loaded one. Write and read everything that its equals"
                        + " compares.");
    }

    @Test
    void failingEqualsIsNamedWithoutItsText() {
        LossyResults.Failing failing = new LossyResults.Failing();
        failing.id = "secret";
        assertThatThrownBy(() -> lossOf(failing))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessage(
                        "A value of type " + HERE + "Failing cannot be compared with what is decoded from its bytes:"
                                + " java.lang.NumberFormatException.");
    }

    @Test
    void whatClassesOfTheJdkDoNotWriteIsLost() {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Kolkata"));
        calendar.setTimeInMillis(0);
        assertThat(lossOf(new LossyResults.Timed(calendar))).isEqualTo(another("Timed", "at"));
        assertThat(lossOf(Codecs.of(new TypeReference<List<Calendar>>() {}), List.of(calendar)))
                .isEqualTo("a hit would return a different java.util.GregorianCalendar. Return another type, or add"
                        + " a serializer and a deserializer for it with a ValueMapperCustomizer.");
        assertThat(lossOf(new LossyResults.Matched(Pattern.compile("a")))).isNull();
        assertThat(lossOf(new LossyResults.Matched(Pattern.compile("a", Pattern.CASE_INSENSITIVE))))
                .isEqualTo(another("Matched", "pattern"));
    }

    @Test
    void comparatorOfASortedCollectionIsLost() {
        Set<String> names = new TreeSet<>(Comparator.reverseOrder());
        names.addAll(Set.of("a", "b"));
        assertThat(lossOf(new LossyResults.Ordered((TreeSet<String>) names)))
                .isEqualTo("a hit would return a java.util.TreeSet without its comparator at 'names' of " + HERE
                        + "Ordered. Use the natural order, or declare a List, Set or Map, which keeps the order of"
                        + " its contents.");
        assertThat(lossOf(Codecs.of(new TypeReference<Set<String>>() {}), names))
                .isNull();
        assertThat(lossOf(Codecs.of(new TypeReference<Set<String>>() {}), new LinkedHashSet<>(List.of("z", "a"))))
                .isNull();
    }
}
