package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ValueCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbIgnore;

/** Values that are made of some attributes of an entity. */
class ProjectionCodecTests {

    record Card(
            @Nullable String name,
            @DynamoDbAttribute("@handle") @Nullable String nick,
            @Nullable Instant since) {}

    private static final Card ANN = new Card("Ann Ænglish", "@ann", Instant.parse("2026-01-02T03:04:05.678Z"));

    private final ValueCodec cards = Codecs.projectionOf(Card.class, Customer.class, "since", "name", "@handle");

    /** The entry of an entity as a read of the part finds it. */
    private static byte[] @Nullable [] partOf(Object entity, ValueCodec codec) {
        EntryFormat part = Objects.requireNonNull(codec.format().projection());
        ValueCodec whole = Codecs.of(entity.getClass());
        assertThat(part.type()).isEqualTo(whole.format().type());
        assertThat(part.schema()).isEqualTo(whole.format().schema());
        Map<String, String> fields = Codecs.fields(whole, entity);
        byte[] @Nullable [] found = new byte[1 + part.size()][];
        for (int i = 0; i < part.size(); i++) {
            String text = fields.get(part.fields().get(i));
            found[1 + i] = text == null ? null : text.getBytes(UTF_8);
        }
        return found;
    }

    @Test
    void recordComesBackEqualFromItsOwnBlob() {
        assertThat(Codecs.roundTrip(cards, ANN)).isEqualTo(ANN);
        assertThat(Codecs.blob(cards, ANN))
                .isEqualTo("{7:@handle4:@ann4:name12:Ann Ænglish5:since24:2026-01-02T03:04:05.678Z");
    }

    @Test
    void recordIsMadeOfTheFieldsOfTheEntity() {
        assertThat(Objects.requireNonNull(cards.format().projection()).fields())
                .containsExactly("@@handle", "name", "since");
        assertThat(cards.decode(partOf(Customer.ann(), cards))).isEqualTo(ANN);
    }

    @Test
    void absentAttributesAreNullInEither() {
        Card none = new Card(null, null, null);
        assertThat(Codecs.roundTrip(cards, none)).isEqualTo(none);
        assertThat(cards.decode(new byte[4][])).isEqualTo(none);
    }

    @Test
    void nullAttributeIsNull() {
        byte[] @Nullable [] fields = {null, "null".getBytes(UTF_8), "null".getBytes(UTF_8), null};
        assertThat(cards.decode(fields)).isEqualTo(new Card(null, null, null));
    }

    record Numbers(int visits, boolean active) {}

    @Test
    void absentAttributeOfPrimitiveIsZeroOrFalse() {
        ValueCodec numbers = Codecs.projectionOf(Numbers.class, Customer.class, "visits", "active");
        assertThat(numbers.decode(new byte[3][])).isEqualTo(new Numbers(0, false));
        assertThat(numbers.decode(partOf(Customer.ann(), numbers))).isEqualTo(new Numbers(42, true));
        assertThat(Codecs.roundTrip(numbers, new Numbers(7, true))).isEqualTo(new Numbers(7, true));
    }

    static class Label {
        private @Nullable String text;
        private int visits;

        @DynamoDbAttribute("name")
        public @Nullable String getText() {
            return text;
        }

        public void setText(@Nullable String text) {
            this.text = text;
        }

        public int getVisits() {
            return visits;
        }

        public void setVisits(int visits) {
            this.visits = visits;
        }

        public String getShort() {
            return text + " " + visits;
        }

        @DynamoDbIgnore
        public @Nullable String getSecret() {
            return null;
        }

        public void setSecret(@Nullable String secret) {}
    }

    @Test
    void beanIsMadeByItsSetters() {
        ValueCodec labels = Codecs.projectionOf(Label.class, Customer.class, "name", "visits");
        Label label = (Label) labels.decode(partOf(Customer.ann(), labels));
        assertThat(label.getShort()).isEqualTo("Ann Ænglish 42");
        assertThat(((Label) Codecs.roundTrip(labels, label)).getShort()).isEqualTo("Ann Ænglish 42");
        assertThat(((Label) labels.decode(new byte[3][])).getShort()).isEqualTo("null 0");
    }

    static final class Badge {
        private final @Nullable String name;
        private final boolean active;

        Badge(@Nullable String name, boolean active) {
            this.name = name;
            this.active = active;
        }

        public @Nullable String getName() {
            return name;
        }

        public boolean isActive() {
            return active;
        }
    }

    @Test
    void classWithOneConstructorIsMadeByIt() {
        ValueCodec badges = Codecs.projectionOf(Badge.class, Customer.class, "active", "name");
        Badge badge = (Badge) badges.decode(partOf(Customer.ann(), badges));
        assertThat(badge.getName()).isEqualTo("Ann Ænglish");
        assertThat(((Badge) Codecs.roundTrip(badges, badge)).isActive()).isTrue();
    }

    record Nested(
            @Nullable Everything inner,
            @Nullable Map<String, List<Integer>> m,
            @Nullable Set<Integer> ns,
            @Nullable List<String> l) {}

    @Test
    void documentsMapsAndSetsComeThroughTheConvertersOfTheEntity() {
        ValueCodec nested = Codecs.projectionOf(Nested.class, Everything.class, "inner", "m", "ns", "l");
        Everything item = Everything.nested();
        Nested part = new Nested(item.getInner(), item.getM(), item.getNs(), item.getL());
        byte[] @Nullable [] own = nested.encode(part);
        assertThat(nested.decode(own)).isEqualTo(part);
        ValueCodec whole = Codecs.of(Everything.class);
        byte[] @Nullable [] all = whole.encode(item);
        List<String> names =
                Objects.requireNonNull(nested.format().projection()).fields();
        byte[] @Nullable [] found = new byte[5][];
        names.forEach(name ->
                found[1 + names.indexOf(name)] = all[whole.format().fields().indexOf(name)]);
        assertThat(nested.decode(found)).isEqualTo(part);
    }

    @Test
    void entityItselfComesWithNothingButThePart() {
        ValueCodec customers = Codecs.projectionOf(Customer.class, Customer.class, "name");
        Customer named = new Customer();
        named.setName("Ann Ænglish");
        assertThat(customers.decode(partOf(Customer.ann(), customers))).isEqualTo(named);
        assertThat(Codecs.roundTrip(customers, named)).isEqualTo(named);
        assertThat(Codecs.roundTrip(customers, new Customer())).isEqualTo(new Customer());
        assertThat(customers.decode(new byte[2][])).isEqualTo(new Customer());
    }

    @Test
    void entityWithMoreThanThePartIsNotEncoded() {
        assertThatThrownBy(() -> Codecs.projectionOf(Customer.class, Customer.class, "name")
                        .encode(Customer.ann()))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("A value of type io.github.dynamocached.entities.Customer cannot be encoded: The entity"
                        + " has attributes that fields does not name, so a hit would lack them. Name all loaded"
                        + " attributes in fields, load only those, or return a record.");
    }

    record Strict(@Nullable String name) {
        Strict {
            if (name == null) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    @Test
    void constructorThatRefusesIsNoValue() {
        ValueCodec shorts = Codecs.projectionOf(Strict.class, Customer.class, "name");
        assertThatThrownBy(() -> shorts.decode(new byte[2][]))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage(
                        "A value of type io.github.dynamocached.codec.ProjectionCodecTests$Strict cannot be decoded:"
                                + " java.lang.IllegalArgumentException.");
    }

    @Test
    void garbageIsNoValue() {
        byte[] @Nullable [] garbage = {null, null, null, "never".getBytes(UTF_8)};
        assertThatThrownBy(() -> cards.decode(garbage)).isInstanceOf(ValueCodecException.class);
        assertThatThrownBy(() -> cards.decode(new byte[2][])).isInstanceOf(ValueCodecException.class);
        assertThatThrownBy(() -> cards.decode(new byte[1][])).isInstanceOf(ValueCodecException.class);
    }

    @Test
    void orderOfNamesDoesNotMatterButTheSetOfThemAndTheEntityDo() {
        EntryFormat other = Codecs.projectionOf(Card.class, Customer.class, "@handle", "name", "since")
                .format();
        assertThat(other.type()).isEqualTo(cards.format().type());
        assertThat(other.schema()).isEqualTo(cards.format().schema());
        assertThat(Codecs.projectionOf(Customer.class, Customer.class, "name")
                        .format()
                        .type())
                .isNotEqualTo(Codecs.projectionOf(Customer.class, Customer.class, "since")
                        .format()
                        .type())
                .isNotEqualTo(Codecs.blobOf(Customer.class).format().type())
                .startsWith("Customer-");
    }
}
