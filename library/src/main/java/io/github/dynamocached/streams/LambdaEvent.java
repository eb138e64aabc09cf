package io.github.dynamocached.streams;

import io.github.dynamocached.MisuseException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the JSON with which Lambda calls a function for a DynamoDB stream. Looks only at what the keys of records are made
 * of: the text, number and binary attributes at the top of {@code Keys}, {@code OldImage} and {@code NewImage}.
 *
 * <p>The names of AWS are in upper case within {@code dynamodb}, and in lower case outside.
 */
final class LambdaEvent {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;

    private LambdaEvent(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The records of an event.
     *
     * @throws MisuseException if it is not an event of a DynamoDB stream
     */
    static List<TableRecord> read(InputStream event) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), event)) {
            return new LambdaEvent(parser).records();
        } catch (JacksonException notJson) {
            throw refused("it is not JSON, as " + notJson.getClass().getName() + " says");
        }
    }

    private static MisuseException refused(String reason) {
        return new MisuseException("StreamsEvictor: this is not an event of a DynamoDB stream, because " + reason
                + ". Pass the input of the function as it is, and call the function only by an event source mapping of"
                + " a table's stream.");
    }

    private List<TableRecord> records() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refused("it is not a JSON object");
        }
        List<TableRecord> records = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("Records")) {
                records = recordsOfArray();
            } else {
                parser.skipChildren();
            }
        }
        if (records == null) {
            throw refused("it has no Records");
        }
        return records;
    }

    private List<TableRecord> recordsOfArray() {
        List<TableRecord> records = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            records.add(tableRecord());
        }
        return records;
    }

    private TableRecord tableRecord() {
        Record.Builder written = Record.builder();
        String source = null;
        String table = null;
        StreamRecord item = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "eventSource" -> source = parser.getString();
                case "eventSourceARN" -> table = parser.getString();
                case "eventName" -> written.eventName(parser.getString());
                case "dynamodb" -> item = streamRecord();
                default -> parser.skipChildren();
            }
        }
        if (!"aws:dynamodb".equals(source) || table == null || item == null || item.sequenceNumber() == null) {
            throw refused("a record has another eventSource than aws:dynamodb, or lacks its eventSourceARN or its"
                    + " SequenceNumber");
        }
        return new TableRecord(table, written.dynamodb(item).build());
    }

    private StreamRecord streamRecord() {
        StreamRecord.Builder item = StreamRecord.builder();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "Keys" -> item.keys(attributes());
                case "OldImage" -> item.oldImage(attributes());
                case "NewImage" -> item.newImage(attributes());
                case "SequenceNumber" -> item.sequenceNumber(parser.getString());
                case "StreamViewType" -> item.streamViewType(parser.getString());
                default -> parser.skipChildren();
            }
        }
        return item.build();
    }

    private Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> attributes = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            attributes.put(name, attribute());
        }
        return attributes;
    }

    /** A value of another type keeps neither type nor content. */
    private AttributeValue attribute() {
        AttributeValue.Builder value = AttributeValue.builder();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String type = parser.currentName();
            parser.nextToken();
            switch (type) {
                case "S" -> value.s(parser.getString());
                case "N" -> value.n(parser.getString());
                case "B" -> value.b(SdkBytes.fromByteArray(parser.getBinaryValue()));
                case "NULL" -> value.nul(true);
                default -> parser.skipChildren();
            }
        }
        return value.build();
    }
}
