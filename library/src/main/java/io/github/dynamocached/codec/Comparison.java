package io.github.dynamocached.codec;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.store.ValueCodec;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Compares a value with what was decoded from its bytes, as the application could tell them apart. Comparing bytes would
 * prove nothing: what one encoding leaves out, the other leaves out too.
 *
 * <ul>
 *   <li>Run-time classes have to be the same, except those of collections, whose contents are compared.
 *   <li>Objects are compared by their fields. A {@code transient} field is no part of a value.
 *   <li>Where a class has its own {@code equals}, that has to hold too. It also decides on fields that nothing outside of
 *       the class can read, such as a cached hash code; of a private field with a getter, that does.
 *   <li>Where neither fields nor {@code equals} show the state, as of most classes of the JDK that have no
 *       {@code equals}, both have to be encoded to the same bytes.
 * </ul>
 *
 * <p>Used once, by one thread.
 */
final class Comparison {

    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ComparedContents contents = new ComparedContents(this::between);
    private boolean hasIdentities;
    private boolean needsBytes;

    /**
     * What of a value is lost.
     *
     * @param sameBytes whether the decoded value is encoded to the same bytes, asked only if nothing else shows it
     * @return null for nothing
     */
    static @Nullable Loss between(Object value, Object decoded, Question sameBytes) {
        Comparison comparison = new Comparison();
        Loss loss = comparison.between(value, decoded);
        return loss == null && comparison.needsBytes && !sameBytes.isTrue()
                ? Loss.of(Loss.Kind.VALUE, value.getClass(), decoded.getClass())
                : loss;
    }

    /** Whether a caller could not tell apart what two encodings are decoded to. */
    static boolean isSame(ValueCodec codec, byte[] @Nullable [] fields, byte[] @Nullable [] others) {
        Object value = codec.decode(fields);
        Object other = codec.decode(others);
        return between(value, other, () -> haveSameBytes(codec, value, other)) == null;
    }

    /** Other bytes say nothing, because the members of a set have no order. */
    private static boolean haveSameBytes(ValueCodec codec, Object value, Object other) {
        if (Arrays.deepEquals(codec.encode(value), codec.encode(other))) {
            return true;
        }
        throw new ValueCodecException("a class in it has no equals, and fields that cannot be read");
    }

    /** Something that is found out only if it matters. */
    interface Question {
        boolean isTrue();
    }

    private @Nullable Loss between(@Nullable Object value, @Nullable Object decoded) {
        if (value == decoded) {
            return null;
        }
        if (value == null || decoded == null) {
            Class<?> type =
                    Objects.requireNonNull(value == null ? decoded : value).getClass();
            return Loss.of(Loss.Kind.VALUE, type, type);
        }
        ComparedClass known = ComparedClass.of(value.getClass());
        ComparedClass.Manner other = ComparedClass.of(decoded.getClass()).manner();
        if (known.manner() != other) {
            return Loss.of(Loss.Kind.CLASS, value.getClass(), decoded.getClass());
        }
        return switch (known.manner()) {
            case EQUALS -> lossUnless(value.equals(decoded), value, decoded);
            case FIELDS -> betweenObjects(value, decoded);
            case ARRAY -> betweenArrays(value, decoded);
            case COLLECTION, MAP -> betweenContainers(value, decoded);
            case ATTRIBUTE -> betweenAttributes((AttributeValue) value, (AttributeValue) decoded);
            case ENTRY -> contents.entries((Map.Entry<?, ?>) value, (Map.Entry<?, ?>) decoded);
            case OPTIONAL -> between(((Optional<?>) value).orElse(null), ((Optional<?>) decoded).orElse(null));
            case REFERENCE, DOCUMENT, TEXT, BYTES -> betweenIdentities(known.manner(), value, decoded);
        };
    }

    private static @Nullable Loss lossUnless(boolean same, Object value, Object decoded) {
        return same ? null : Loss.of(Loss.Kind.VALUE, value.getClass(), decoded.getClass());
    }

    /** The members of a set have no order. */
    private @Nullable Loss betweenAttributes(AttributeValue value, AttributeValue decoded) {
        if (value.type() != decoded.type()) {
            return lossUnless(false, value, decoded);
        }
        return switch (value.type()) {
            case L -> contents.lists(value.l(), decoded.l());
            case M -> contents.containers(value.m(), decoded.m());
            case SS -> lossUnless(areSameSets(value.ss(), decoded.ss()), value, decoded);
            case NS -> lossUnless(areSameSets(value.ns(), decoded.ns()), value, decoded);
            case BS -> lossUnless(areSameSets(value.bs(), decoded.bs()), value, decoded);
            default -> lossUnless(value.equals(decoded), value, decoded);
        };
    }

    private boolean areSameSets(List<?> members, List<?> others) {
        boolean isSameOrder = members.equals(others);
        hasIdentities |= !isSameOrder;
        return isSameOrder || (members.size() == others.size() && new HashSet<>(members).equals(new HashSet<>(others)));
    }

    private @Nullable Loss betweenArrays(Object value, Object decoded) {
        hasIdentities = true;
        return value instanceof Object[] array && decoded instanceof Object[] other
                ? contents.lists(Arrays.asList(array), Arrays.asList(other))
                : lossUnless(Objects.deepEquals(value, decoded), value, decoded);
    }

    /** Containers of the application may have more than their contents. */
    private @Nullable Loss betweenContainers(Object value, Object decoded) {
        hasIdentities |= !ComparedContents.areEqualByContents(value, decoded);
        Loss loss = contents.containers(value, decoded);
        if (loss != null || value.getClass() != decoded.getClass()) {
            return loss;
        }
        for (ComparedField field : ComparedClass.of(value.getClass()).fields()) {
            Loss ofField = field.isHidden() ? null : between(field.of(value), field.of(decoded));
            if (ofField != null) {
                return ofField.in(value.getClass(), field.name());
            }
        }
        return null;
    }

    /** What has no {@code equals}, or one that says too little or asks a name server. */
    private @Nullable Loss betweenIdentities(ComparedClass.Manner manner, Object value, Object decoded) {
        hasIdentities = true;
        return switch (manner) {
            case REFERENCE -> between(((AtomicReference<?>) value).get(), ((AtomicReference<?>) decoded).get());
            case DOCUMENT ->
                contents.containers(((EnhancedDocument) value).toMap(), ((EnhancedDocument) decoded).toMap());
            case TEXT -> lossUnless(value.toString().equals(decoded.toString()), value, decoded);
            default -> betweenClosed(value, decoded);
        };
    }

    private @Nullable Loss betweenClosed(Object value, Object decoded) {
        if (value instanceof Pattern pattern && decoded instanceof Pattern other) {
            return lossUnless(
                    pattern.flags() == other.flags() && pattern.pattern().equals(other.pattern()), value, decoded);
        }
        needsBytes = true;
        return value.getClass() == decoded.getClass()
                ? null
                : Loss.of(Loss.Kind.CLASS, value.getClass(), decoded.getClass());
    }

    private @Nullable Loss betweenObjects(Object value, Object decoded) {
        boolean sameClass = value.getClass() == decoded.getClass();
        if (!sameClass && !addsNothing(value.getClass(), decoded.getClass())) {
            return Loss.of(Loss.Kind.CLASS, value.getClass(), decoded.getClass());
        }
        if (!open.add(value)) {
            return null;
        }
        boolean hadIdentities = hasIdentities;
        hasIdentities = false;
        Loss loss = betweenStates(value, decoded, sameClass);
        hasIdentities |= hadIdentities;
        open.remove(value);
        return loss;
    }

    private @Nullable Loss betweenStates(Object value, Object decoded, boolean sameClass) {
        ComparedClass known = ComparedClass.of(decoded.getClass());
        for (ComparedField field : known.fields()) {
            Loss loss = between(field.of(value), field.of(decoded));
            if (loss != null && !isExcused(field, known, value, decoded)) {
                return loss.in(decoded.getClass(), field.name());
            }
        }
        if (!known.hasOwnEquals()) {
            hasIdentities = true;
            needsBytes |= !known.isSeenWhole();
            return null;
        }
        boolean asked = sameClass && !hasIdentities;
        return asked && !value.equals(decoded)
                ? Loss.of(Loss.Kind.EQUALITY, value.getClass(), decoded.getClass())
                : null;
    }

    /** Whether a field may differ: what is made of it at its first use does not, or equals says so where nothing shows it. */
    private boolean isExcused(ComparedField field, ComparedClass type, Object value, Object decoded) {
        Method accessor = field.accessor();
        if (accessor != null && Modifier.isPrivate(field.field().getModifiers())) {
            return between(field.shownBy(value, accessor), field.shownBy(decoded, accessor)) == null;
        }
        return field.isHidden() && type.hasOwnEquals() && value.equals(decoded);
    }

    /** Whether a class is anonymous and has nothing of its own, as one that only sets properties. */
    private static boolean addsNothing(Class<?> type, Class<?> base) {
        Class<?> each = type;
        while (each != null && each != base) {
            boolean adds = !each.isAnonymousClass()
                    || Arrays.stream(each.getDeclaredFields()).anyMatch(field -> !field.isSynthetic())
                    || Arrays.stream(each.getDeclaredMethods())
                            .anyMatch(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()));
            each = adds ? null : each.getSuperclass();
        }
        return each != null;
    }
}
