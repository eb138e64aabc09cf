package io.github.dynamocached.entities;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An entity with an attribute of each DynamoDB type, and a document that nests some of them again. */
@DynamoDbBean
public class Everything {

    private @Nullable SdkBytes id;
    private @Nullable String s;
    private @Nullable Double n;
    private @Nullable Boolean bool;
    private @Nullable Set<String> ss;
    private @Nullable Set<Integer> ns;
    private @Nullable Set<SdkBytes> bs;
    private @Nullable List<String> l;
    private @Nullable Map<String, List<Integer>> m;
    private @Nullable Everything inner;

    @DynamoDbPartitionKey
    public @Nullable SdkBytes getId() {
        return id;
    }

    public void setId(@Nullable SdkBytes id) {
        this.id = id;
    }

    public @Nullable String getS() {
        return s;
    }

    public void setS(@Nullable String s) {
        this.s = s;
    }

    public @Nullable Double getN() {
        return n;
    }

    public void setN(@Nullable Double n) {
        this.n = n;
    }

    public @Nullable Boolean getBool() {
        return bool;
    }

    public void setBool(@Nullable Boolean bool) {
        this.bool = bool;
    }

    public @Nullable Set<String> getSs() {
        return ss;
    }

    public void setSs(@Nullable Set<String> ss) {
        this.ss = ss;
    }

    public @Nullable Set<Integer> getNs() {
        return ns;
    }

    public void setNs(@Nullable Set<Integer> ns) {
        this.ns = ns;
    }

    public @Nullable Set<SdkBytes> getBs() {
        return bs;
    }

    public void setBs(@Nullable Set<SdkBytes> bs) {
        this.bs = bs;
    }

    public @Nullable List<String> getL() {
        return l;
    }

    public void setL(@Nullable List<String> l) {
        this.l = l;
    }

    public @Nullable Map<String, List<Integer>> getM() {
        return m;
    }

    public void setM(@Nullable Map<String, List<Integer>> m) {
        this.m = m;
    }

    public @Nullable Everything getInner() {
        return inner;
    }

    public void setInner(@Nullable Everything inner) {
        this.inner = inner;
    }

    /** An item with all attributes, one of them an item with some. */
    public static Everything nested() {
        Everything outer = flat("outer");
        outer.setInner(flat("inner"));
        return outer;
    }

    private static Everything flat(String name) {
        Everything item = new Everything();
        item.setId(SdkBytes.fromByteArray(new byte[] {0, -1, 127, -128}));
        item.setS(name);
        item.setN(-1.5e-7);
        item.setBool(false);
        item.setSs(Set.of("", "12", "true"));
        item.setNs(Set.of(1, -2));
        item.setBs(Set.of(SdkBytes.fromUtf8String("*"), SdkBytes.fromByteArray(new byte[0])));
        item.setL(List.of("x", "", "null"));
        item.setM(Map.of("", List.of(), "k", List.of(1, 2)));
        return item;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Everything that
                && Objects.equals(id, that.id)
                && Objects.equals(s, that.s)
                && Objects.equals(n, that.n)
                && Objects.equals(bool, that.bool)
                && Objects.equals(ss, that.ss)
                && Objects.equals(ns, that.ns)
                && Objects.equals(bs, that.bs)
                && Objects.equals(l, that.l)
                && Objects.equals(m, that.m)
                && Objects.equals(inner, that.inner);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, s, n, bool, ss, ns, bs, l, m, inner);
    }

    @Override
    public String toString() {
        return "Everything " + s;
    }
}
