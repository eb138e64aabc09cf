package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.store.ValueCodec;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Whoever can write to Redis chooses no class of this JVM: a class name in the bytes of a value is text like any other. */
class ClassNamesFromTheWireTests {

    private static final AtomicInteger MADE = new AtomicInteger();

    /** Does something as soon as it is made, as the classes of known attacks do. */
    static class Gadget {

        Gadget() {
            MADE.incrementAndGet();
        }

        public void setAddress(String address) {
            MADE.addAndGet(address.length());
        }
    }

    record Note(String text, @Nullable Note next) {}

    record Notes(List<Note> all, Map<String, Note> byName) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
    interface Shape {}

    record Circle(int radius) implements Shape {}

    /** Where the word GADGET stands in what follows: by its own name, and by that of a class that connects elsewhere. */
    private static final List<String> GADGETS = List.of(Gadget.class.getName(), "com.sun.rowset.JdbcRowSetImpl");

    private static final List<String> BYTES = List.of(
            "{'@class':'GADGET','address':'ldap://127.0.0.1:1/x','dataSourceName':'ldap://127.0.0.1:1/x'}",
            "{'@class':'GADGET','text':'planted','all':[],'byName':{},'radius':1}",
            "{'@type':'GADGET','address':'x','text':'planted','all':[],'byName':{},'radius':1}",
            "{'@c':'GADGET','address':'x','text':'planted','all':[],'byName':{},'radius':1}",
            "['GADGET',{'address':'x'}]",
            "[['GADGET',{'address':'x'}]]",
            "[{'@class':'GADGET','address':'x','text':'planted'}]",
            "{'GADGET':{'address':'x'}}",
            "{'text':'planted','next':{'@class':'GADGET','address':'x','text':'planted'}}",
            "{'text':'planted','next':['GADGET',{'address':'x'}]}",
            "{'all':[['GADGET',{'address':'x'}]],'byName':{}}",
            "{'all':[{'@class':'GADGET','address':'x','text':'planted'}],'byName':{'a':{'@class':'GADGET','text':'b'}}}");

    static Stream<Arguments> plantedBytes() {
        return Stream.<Type>of(
                        Note.class,
                        Notes.class,
                        Shape.class,
                        Customer.class,
                        String.class,
                        Codecs.generic(List.class, Note.class),
                        Codecs.generic(Map.class, String.class, Note.class),
                        Codecs.generic(Map.class, String.class, Shape.class))
                .flatMap(type -> GADGETS.stream()
                        .flatMap(gadget -> BYTES.stream()
                                .map(bytes -> Arguments.of(
                                        type, bytes.replace('\'', '"').replace("GADGET", gadget)))));
    }

    @ParameterizedTest
    @MethodSource("plantedBytes")
    void namedClassIsNeverMade(Type type, String bytes) {
        MADE.set(0);
        byte[] json = bytes.getBytes(UTF_8);
        byte[] cbor = new CBORMapper().writeValueAsBytes(new JsonMapper().readTree(json));
        decodeOrMiss(Form.JSON.codecs().blobOf(type), json);
        decodeOrMiss(Form.CBOR.codecs().blobOf(type), cbor);
        decodeOrMiss(Form.DEFLATED_CBOR.codecs().blobOf(type), asItIs(cbor));
        assertThat(MADE).hasValue(0);
    }

    private static byte[] asItIs(byte[] blob) {
        byte[] bytes = new byte[1 + blob.length];
        System.arraycopy(blob, 0, bytes, 1, blob.length);
        return bytes;
    }

    /** What is read is of declared classes alone, or it is a miss. */
    private static void decodeOrMiss(ValueCodec codec, byte[] bytes) {
        Object value;
        try {
            value = codec.decode(new byte[][] {bytes});
        } catch (ValueCodecException miss) {
            assertThat(miss).hasMessageNotContaining("planted").hasNoCause();
            return;
        }
        assertThat(value.toString()).doesNotContain("Gadget@", "JdbcRowSet@");
    }

    @Test
    void mapperThatTrustsClassNamesWouldBeFoundOut() throws Exception {
        MADE.set(0);
        JsonMapper trusting = JsonMapper.builder()
                .activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType(Object.class)
                                .build(),
                        DefaultTyping.NON_FINAL)
                .build();
        String bytes = "[\"" + Gadget.class.getName() + "\",{\"address\":\"x\"}]";
        assertThat(trusting.readValue(bytes, Object.class)).isInstanceOf(Gadget.class);
        assertThat(MADE).hasValue(2);
    }
}
