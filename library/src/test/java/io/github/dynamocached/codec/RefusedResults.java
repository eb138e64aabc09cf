package io.github.dynamocached.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Turn;
import java.io.InputStream;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.Page;
import software.amazon.awssdk.enhanced.dynamodb.model.PageIterable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Results that cannot be cached, and some that can. */
final class RefusedResults {

    private RefusedResults() {}

    /** Methods with the result types of these tests. */
    interface Results<T> {
        Stream<String> stream();

        Iterator<String> iterator();

        Iterable<String> iterable();

        PageIterable<Customer> pageIterable();

        SdkPublisher<Customer> sdkPublisher();

        Publisher<Customer> publisher();

        Page<Customer> page();

        InputStream input();

        Map<String, AttributeValue> item();

        List<Map<String, AttributeValue>> items();

        GetItemResponse response();

        EnhancedDocument document();

        SdkBytes bytes();

        List<Stream<String>> nested();

        Future<String> future();

        CompletionStage<String> stage();

        CompletableFuture<String> completable();

        void nothing();

        Void boxedNothing();

        Object untyped();

        Number number();

        @SuppressWarnings("rawtypes")
        List rawList();

        @SuppressWarnings("rawtypes")
        Map rawMap();

        Map<String, Object> objects();

        Object[] objectArray();

        @SuppressWarnings("rawtypes")
        Box raw();

        List<?> wildcards();

        List<? extends Integer> bounded();

        T variable();

        Map<String, T[]> variables();

        Basket basket();

        Face face();

        Base base();

        ByClass byClass();

        List<Class<String>> classes();

        PropertyByClass propertyByClass();

        ContentByClass contentByClass();

        ByName byName();

        NoMaker noMaker();

        WrongMaker wrongMaker();

        Opaque opaque();

        BitSet bits();

        Map<Key, String> keyed();

        Map<Customer, String> byCustomer();

        Torn torn();

        List<String> texts();

        Collection<Turn> turns();

        Set<Turn> turnSet();

        Turn[] turnArray();

        int[] ints();

        Map<String, Customer> customers();

        Deque<Turn> linked();
    }

    record PropertyByClass(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Line one) {}

    record ContentByClass(
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Line> many) {}

    record Box<T>(T content) {}

    record Basket(List<Line> lines) {}

    record Line(Map<String, Object> extras) {}

    record Key(String text) {}

    interface Face {
        String name();
    }

    abstract static class Base {
        public abstract String getName();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class ByClass {
        public String name = "";
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface ByName {}

    static final class NoMaker {

        private final String name;

        private NoMaker(String name, int ignored) {
            this.name = name + ignored;
        }

        static NoMaker make(String name) {
            return new NoMaker(name, 1);
        }

        public String getName() {
            return name;
        }
    }

    static final class WrongMaker {

        public String text = "";

        @JsonValue
        String text() {
            return text;
        }
    }

    static final class Opaque {

        private final int secret = 3;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Opaque that && secret == that.secret;
        }

        @Override
        public int hashCode() {
            return secret;
        }
    }

    static final class Torn {

        public void setName(int name) {}

        public void setName(boolean name) {}
    }
}
