package io.github.dynamocached.entities;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** An immutable entity whose builder refuses to build without its required attributes. */
@DynamoDbImmutable(builder = Turn.Builder.class)
public final class Turn {

    private final String session;
    private final int number;
    private final String text;

    private Turn(Builder builder) {
        this.session = requireNonNull(builder.session, "session");
        this.number = requireNonNull(builder.number, "number");
        this.text = requireNonNull(builder.text, "text");
    }

    public static Turn of(String session, int number, String text) {
        return builder().session(session).number(number).text(text).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    @DynamoDbPartitionKey
    public String session() {
        return session;
    }

    @DynamoDbSortKey
    public Integer number() {
        return number;
    }

    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Turn that
                && session.equals(that.session)
                && number == that.number
                && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(session, number, text);
    }

    @Override
    public String toString() {
        return "Turn " + number;
    }

    /** Builds turns. */
    public static final class Builder {

        private @Nullable String session;
        private @Nullable Integer number;
        private @Nullable String text;

        public Builder session(String value) {
            this.session = value;
            return this;
        }

        public Builder number(Integer value) {
            this.number = value;
            return this;
        }

        public Builder text(String value) {
            this.text = value;
            return this;
        }

        public Turn build() {
            return new Turn(this);
        }
    }
}
