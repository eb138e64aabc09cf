package io.github.dynamocached.codec;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.util.TokenBuffer;

/** Writes each member of a set as the set's own serializer does, sorted by what that writes. */
final class SortedMembers extends ValueSerializer<Set<?>> {

    private final ValueSerializer<Object> serializer;

    private record Member(String text, TokenBuffer written) {}

    @SuppressWarnings("unchecked") // called with nothing but sets, which it has been made for
    SortedMembers(ValueSerializer<?> serializer) {
        this.serializer = (ValueSerializer<Object>) serializer;
    }

    @Override
    public void resolve(SerializationContext context) {
        serializer.resolve(context);
    }

    @Override
    public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
        return new SortedMembers(serializer.createContextual(context, property));
    }

    @Override
    public boolean isEmpty(SerializationContext context, Set<?> value) {
        return serializer.isEmpty(context, value);
    }

    @Override
    public void serialize(Set<?> value, JsonGenerator target, SerializationContext context) {
        List<Member> members = new ArrayList<>(value.size());
        for (Object member : value) {
            TokenBuffer written = context.bufferForValueConversion();
            serializer.serialize(Collections.singleton(member), written, context);
            members.add(new Member(textOf(written), written));
        }
        members.sort(Comparator.comparing(Member::text));
        target.writeStartArray();
        members.forEach(member -> member.written.serialize(target));
        target.writeEndArray();
    }

    @Override
    public void serializeWithType(
            Set<?> value, JsonGenerator target, SerializationContext context, TypeSerializer types) {
        serializer.serializeWithType(value, target, context, types);
    }

    private static String textOf(TokenBuffer written) {
        StringBuilder text = new StringBuilder();
        try (JsonParser parser = written.asParser()) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean isBinary =
                        token == JsonToken.VALUE_EMBEDDED_OBJECT && parser.getEmbeddedObject() instanceof byte[];
                text.append(token)
                        .append(' ')
                        .append(
                                isBinary
                                        ? Base64.getEncoder().encodeToString(parser.getBinaryValue())
                                        : parser.getString())
                        .append('\n');
            }
        }
        return text.toString();
    }
}
