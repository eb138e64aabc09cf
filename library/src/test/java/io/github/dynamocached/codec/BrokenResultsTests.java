package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.ValueCodec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** Results whose classes throw errors: a codec fails with its own exception, so a hit that cannot be decoded is a miss. */
class BrokenResultsTests {

    private static boolean broken;

    @AfterEach
    void repair() {
        broken = false;
    }

    private static void failIfBroken() {
        if (broken) {
            throw new NoClassDefFoundError("secret");
        }
    }

    /** Fails when it is made and when it is read. */
    public record Result(String name) {

        public Result {
            failIfBroken();
        }

        @Override
        public String name() {
            failIfBroken();
            return name;
        }
    }

    /** The same as an entity. */
    @DynamoDbBean
    public static class Entity {

        private String id = "1";

        @DynamoDbPartitionKey
        public String getId() {
            failIfBroken();
            return id;
        }

        public void setId(String id) {
            failIfBroken();
            this.id = id;
        }
    }

    private static void assertFailsWithItsOwnException(Class<?> type, Object value) {
        ValueCodec codec = Codecs.of(type);
        byte[][] fields = codec.encode(value);
        broken = true;
        for (Runnable use : List.<Runnable>of(
                () -> codec.encode(value), () -> codec.decode(fields), () -> codec.lossOf(value, fields))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(ValueCodecException.class)
                    .hasNoCause()
                    .hasMessageMatching("A value of type " + type.getName().replace("$", "\\$")
                            + " cannot be (encoded|decoded): .*java\\.lang\\.NoClassDefFoundError\\.");
        }
    }

    @Test
    void errorsOfRecordsAreNamedWithoutTheirTexts() {
        assertFailsWithItsOwnException(Result.class, new Result("secret"));
    }

    @Test
    void errorsOfEntitiesAreNamedWithoutTheirTexts() {
        Entity entity = new Entity();
        assertFailsWithItsOwnException(Entity.class, entity);
        assertThatThrownBy(() -> Codecs.of(Entity.class).endsOf(entity, "id"))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessageMatching(
                        "A value of type .*Entity cannot be encoded: .*java\\.lang\\.NoClassDefFoundError\\.");
    }

    /** Not of the class: the process has no memory left. */
    public record Huge(String name) {

        @Override
        public String name() {
            if (broken) {
                throw new OutOfMemoryError("secret");
            }
            return name;
        }
    }

    @Test
    void endOfMemoryIsNotHidden() {
        ValueCodec codec = Codecs.of(Huge.class);
        broken = true;
        assertThatThrownBy(() -> codec.encode(new Huge("secret"))).isInstanceOf(OutOfMemoryError.class);
    }
}
