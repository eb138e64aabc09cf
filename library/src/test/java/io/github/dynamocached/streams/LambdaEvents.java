package io.github.dynamocached.streams;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import tools.jackson.databind.json.JsonMapper;

/** Makes of records of the SDK the JSON in which Lambda passes them to a function. */
final class LambdaEvents {

    private LambdaEvents() {}

    static String of(String streamArn, List<Record> records) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Record each : records) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("eventID", each.eventID());
            event.put("eventName", each.eventNameAsString());
            event.put("eventVersion", "1.1");
            event.put("eventSource", "aws:dynamodb");
            event.put("awsRegion", "eu-central-1");
            event.put("dynamodb", dynamodb(each.dynamodb()));
            event.put("eventSourceARN", streamArn);
            all.add(event);
        }
        return JsonMapper.shared().writeValueAsString(Map.of("Records", all));
    }

    private static Map<String, Object> dynamodb(StreamRecord item) {
        Map<String, Object> dynamodb = new LinkedHashMap<>();
        dynamodb.put(
                "ApproximateCreationDateTime",
                item.approximateCreationDateTime().getEpochSecond());
        dynamodb.put("Keys", attributes(item.keys()));
        if (item.hasNewImage()) {
            dynamodb.put("NewImage", attributes(item.newImage()));
        }
        if (item.hasOldImage()) {
            dynamodb.put("OldImage", attributes(item.oldImage()));
        }
        dynamodb.put("SequenceNumber", item.sequenceNumber());
        dynamodb.put("SizeBytes", item.sizeBytes());
        dynamodb.put("StreamViewType", item.streamViewTypeAsString());
        return dynamodb;
    }

    private static Map<String, Object> attributes(Map<String, AttributeValue> item) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        item.forEach((name, value) -> attributes.put(name, typed(value)));
        return attributes;
    }

    private static Map<String, Object> typed(AttributeValue value) {
        return switch (value.type()) {
            case S -> Map.of("S", value.s());
            case N -> Map.of("N", value.n());
            case B -> Map.of("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
            case BOOL -> Map.of("BOOL", value.bool());
            case NUL -> Map.of("NULL", true);
            case L -> Map.of("L", value.l().stream().map(LambdaEvents::typed).toList());
            case M -> Map.of("M", attributes(value.m()));
            default -> throw new IllegalArgumentException(value.type().name());
        };
    }
}
