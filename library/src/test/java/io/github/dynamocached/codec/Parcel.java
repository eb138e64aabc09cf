package io.github.dynamocached.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbConvertedBy;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbIgnore;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A bean with properties of many types, a renamed, an ignored and an inherited one, and a setter that refuses values. */
@DynamoDbBean
public class Parcel extends Sent {

    private final List<String> calls = new ArrayList<>();
    private @Nullable String id;
    private int pieces;
    private long grams;
    private @Nullable Integer floor;
    private @Nullable Long code;
    private boolean fragile;
    private @Nullable Boolean insured;
    private @Nullable Double volume;
    private @Nullable Instant due;
    private @Nullable TimeUnit unit;
    private @Nullable String place;
    private @Nullable List<String> notes;
    private @Nullable Set<Integer> gates;
    private String ignored = "none";

    /** Everything that was set, and in which order. */
    List<Object> state() {
        return Arrays.asList(
                calls,
                id,
                pieces,
                grams,
                floor,
                code,
                fragile,
                insured,
                volume,
                due,
                unit,
                place,
                notes,
                gates,
                ignored,
                getSender());
    }

    @DynamoDbPartitionKey
    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        calls.add("id");
        this.id = id;
    }

    public int getPieces() {
        return pieces;
    }

    public void setPieces(int pieces) {
        if (pieces < 0) {
            throw new IllegalArgumentException("Too few");
        }
        calls.add("pieces");
        this.pieces = pieces;
    }

    public long getGrams() {
        return grams;
    }

    public void setGrams(long grams) {
        calls.add("grams");
        this.grams = grams;
    }

    public @Nullable Integer getFloor() {
        return floor;
    }

    public void setFloor(@Nullable Integer floor) {
        this.floor = floor;
    }

    public @Nullable Long getCode() {
        return code;
    }

    public void setCode(@Nullable Long code) {
        this.code = code;
    }

    public boolean isFragile() {
        return fragile;
    }

    public void setFragile(boolean fragile) {
        this.fragile = fragile;
    }

    public @Nullable Boolean getInsured() {
        return insured;
    }

    public void setInsured(@Nullable Boolean insured) {
        this.insured = insured;
    }

    public @Nullable Double getVolume() {
        return volume;
    }

    public void setVolume(@Nullable Double volume) {
        this.volume = volume;
    }

    public @Nullable Instant getDue() {
        return due;
    }

    public void setDue(@Nullable Instant due) {
        this.due = due;
    }

    public @Nullable TimeUnit getUnit() {
        return unit;
    }

    public void setUnit(@Nullable TimeUnit unit) {
        this.unit = unit;
    }

    @DynamoDbAttribute("where")
    @DynamoDbConvertedBy(Places.class)
    public @Nullable String getPlace() {
        return place;
    }

    public void setPlace(@Nullable String place) {
        calls.add("place");
        this.place = place;
    }

    public @Nullable List<String> getNotes() {
        return notes;
    }

    public void setNotes(@Nullable List<String> notes) {
        this.notes = notes;
    }

    public @Nullable Set<Integer> getGates() {
        return gates;
    }

    public void setGates(@Nullable Set<Integer> gates) {
        this.gates = gates;
    }

    @DynamoDbIgnore
    public String getIgnored() {
        return ignored;
    }

    public void setIgnored(String ignored) {
        this.ignored = ignored;
    }

    /** Makes no value of a text without letters. */
    public static final class Places implements AttributeConverter<String> {

        @Override
        public AttributeValue transformFrom(String place) {
            return AttributeValue.fromS(place);
        }

        @Override
        @SuppressWarnings("NullAway")
        public @Nullable String transformTo(AttributeValue value) {
            String text = value.s() == null ? "" : value.s().toUpperCase(Locale.ROOT);
            return text.isBlank() ? null : text;
        }

        @Override
        public EnhancedType<String> type() {
            return EnhancedType.of(String.class);
        }

        @Override
        public AttributeValueType attributeValueType() {
            return AttributeValueType.S;
        }
    }
}
