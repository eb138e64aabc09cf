package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTests {

    private static final String HERE = RefusedResults.class.getName() + "$";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream",
                "iterator",
                "iterable",
                "pageIterable",
                "sdkPublisher",
                "publisher",
                "page",
                "input",
                "nested"
            })
    void lazyAndOneShotResultsAreRefused(String method) {
        assertThatThrownBy(() -> Codecs.of(resultOf(method)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" is read lazily or only once. Collect it and return a List.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "stage", "completable"})
    void pendingResultsAreRefused(String method) {
        assertThatThrownBy(() -> Codecs.of(resultOf(method)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" is not a value yet. Return the value that it completes with.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    item     | 'java.util.Map<java.lang.String,software.amazon.awssdk.services.dynamodb.model.AttributeValue>'                | software.amazon.awssdk.services.dynamodb.model.AttributeValue at '{}'
                    items    | 'java.util.List<java.util.Map<java.lang.String,software.amazon.awssdk.services.dynamodb.model.AttributeValue>>' | software.amazon.awssdk.services.dynamodb.model.AttributeValue at '[]{}'
                    response | software.amazon.awssdk.services.dynamodb.model.GetItemResponse | software.amazon.awssdk.services.dynamodb.model.GetItemResponse
                    """)
    void lowLevelItemsAreRefused(String method, String root, String type) {
        assertRefused(
                method,
                "A result of type " + root + " cannot be cached: " + type
                        + " belongs to a request or a response of the AWS SDK, which Jackson cannot read. Return an"
                        + " entity, or convert the item to a record.");
    }

    @Test
    void documentsAndBytesOfTheSdkAreRefused() {
        String document = "software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument";
        assertRefused(
                "document",
                "A result of type " + document + " cannot be cached: " + document
                        + " is a document without a schema. Define a TableSchema bean for it, with"
                        + " TableSchema.documentSchemaBuilder(), or return an entity or a record.");
        assertRefused(
                "bytes",
                "A result of type software.amazon.awssdk.core.SdkBytes cannot be cached:"
                        + " software.amazon.awssdk.core.SdkBytes holds bytes in a form that Jackson cannot read. Return a"
                        + " byte[].");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "boxedNothing"})
    void nothingIsRefused(String method) {
        assertThatThrownBy(() -> Codecs.of(resultOf(method)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        " holds nothing. Cache a method that returns a value, or evict with" + " @DynamoEvict.");
    }

    @Test
    void messageNamesTheTypeThePlaceTheReasonAndTheRemedy() {
        assertRefused(
                "stream",
                "A result of type java.util.stream.Stream<java.lang.String> cannot be cached:"
                        + " java.util.stream.Stream<java.lang.String> is read lazily or only once."
                        + " Collect it and return a List.");
        assertRefused(
                "untyped",
                "A result of type java.lang.Object cannot be cached: java.lang.Object does not say which"
                        + " type to decode. Declare the actual type, such as a record.");
        assertRefused(
                "basket",
                "A result of type " + HERE
                        + "Basket cannot be cached: java.lang.Object at 'lines[].extras{}' does not say which type"
                        + " to decode. Declare the actual type, such as a record.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"untyped", "number", "rawList", "rawMap", "objects", "objectArray", "raw"})
    void typesThatDoNotSayWhatToDecodeAreRefused(String method) {
        assertThatThrownBy(() -> Codecs.of(resultOf(method)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(" does not say which type to decode. Declare the actual type, such as a record.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    wildcards     | java.util.List<?>                       | ?                  | is a wildcard
                    bounded       | java.util.List<? extends java.lang.Integer> | ? extends java.lang.Integer | is a wildcard
                    variable      | T                                       | T                  | is a type variable
                    variables     | java.util.Map<java.lang.String, T[]>    | T                  | is a type variable
                    """)
    void wildcardsAndTypeVariablesAreRefused(String method, String root, String type, String reason) {
        assertRefused(
                method,
                "A result of type " + root + " cannot be cached: " + type + " " + reason
                        + ", so the type to decode is unknown. Declare the actual type instead.");
    }

    @ParameterizedTest
    @CsvSource({"face,Face", "base,Base"})
    void interfacesAndAbstractClassesAreRefused(String method, String type) {
        assertRefused(
                method,
                "A result of type " + HERE + type + " cannot be cached: " + HERE + type
                        + " is an interface or an abstract class that Jackson cannot build. Declare a concrete class, or"
                        + " annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and @JsonSubTypes.");
    }

    @Test
    void classNamesOnTheWireAreRefused() {
        assertRefused(
                "byClass",
                "A result of type " + HERE + "ByClass cannot be cached: " + HERE
                        + "ByClass would be instantiated from a"
                        + " class name in Redis. Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and"
                        + " @JsonSubTypes.");
        assertRefused(
                "classes",
                "A result of type java.util.List<java.lang.Class<java.lang.String>> cannot be cached:"
                        + " java.lang.Class<java.lang.String> at '[]' would be instantiated from a name in Redis."
                        + " Return a String or an enum instead.");
    }

    @ParameterizedTest
    @CsvSource({"propertyByClass,PropertyByClass,one", "contentByClass,ContentByClass,many[]"})
    void classNamesInPropertiesAreRefused(String method, String type, String place) {
        assertRefused(
                method,
                "A result of type " + HERE + type + " cannot be cached: " + HERE + "Line at '" + place + "' would be"
                        + " instantiated from a class name in Redis. Annotate it with @JsonTypeInfo(use ="
                        + " JsonTypeInfo.Id.NAME) and @JsonSubTypes.");
    }

    @Test
    void namedTypesWithoutSubtypesAreRefused() {
        assertRefused(
                "byName",
                "A result of type " + HERE + "ByName cannot be cached: " + HERE + "ByName has no subtype that Jackson"
                        + " knows. Name its subtypes with @JsonSubTypes.");
    }

    @Test
    void beansThatJacksonCannotMakeAreRefused() {
        String advice = " has no constructor or factory method that Jackson can call with what it writes. Make it"
                + " a record, give it a constructor without parameters, or annotate one with @JsonCreator"
                + " (mode = DELEGATING beside @JsonValue). If it is a class of a library, return a record"
                + " with its contents.";
        assertRefused("noMaker", "A result of type " + HERE + "NoMaker cannot be cached: " + HERE + "NoMaker" + advice);
        assertRefused(
                "wrongMaker",
                "A result of type " + HERE + "WrongMaker cannot be cached: " + HERE + "WrongMaker" + advice);
    }

    @Test
    void beansWithoutPropertiesAreRefused() {
        assertRefused(
                "opaque",
                "A result of type " + HERE + "Opaque cannot be cached: " + HERE
                        + "Opaque has no property that Jackson both writes and reads. Make it a record, or give its"
                        + " properties getters and setters. If it is a class of a library, return a record with its"
                        + " contents.");
    }

    @Test
    void classesOfTheJdkWithoutAFormAreRefused() {
        assertRefused(
                "bits",
                "A result of type java.util.BitSet cannot be cached: java.util.BitSet is a JDK class that"
                        + " Jackson cannot write and read. Use another type, or add a serializer and a deserializer"
                        + " with a ValueMapperCustomizer.");
    }

    @Test
    void keysWithoutATextAreRefused() {
        String advice = " cannot be a map key in JSON. Use a String, a number or an enum, or annotate a method of"
                + " the key with @JsonKey.";
        assertRefused(
                "keyed",
                "A result of type java.util.Map<" + HERE + "Key,java.lang.String> cannot be cached: " + HERE
                        + "Key at '{key}'" + advice);
        assertRefused(
                "byCustomer",
                "A result of type java.util.Map<io.github.dynamocached.entities.Customer,java.lang.String> cannot be"
                        + " cached: io.github.dynamocached.entities.Customer at '{key}'" + advice);
    }

    @Test
    void beansThatJacksonRefusesAreRefusedWithoutItsText() {
        assertRefused(
                "torn",
                "A result of type " + HERE + "Torn cannot be cached: " + HERE
                        + "Torn has annotations or properties that"
                        + " Jackson refuses with InvalidDefinitionException. Read it with a JsonMapper in a test to see"
                        + " why.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"texts", "turns", "turnSet", "turnArray", "ints", "customers", "linked"})
    void collectionsOfTheJdkAreAccepted(String method) {
        assertThatCode(() -> Codecs.of(resultOf(method))).doesNotThrowAnyException();
    }

    private static void assertRefused(String method, String message) {
        assertThatThrownBy(() -> Codecs.of(resultOf(method)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage(message);
    }

    private static Type resultOf(String method) {
        return Arrays.stream(RefusedResults.Results.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .map(Method::getGenericReturnType)
                .findFirst()
                .orElseThrow();
    }
}
