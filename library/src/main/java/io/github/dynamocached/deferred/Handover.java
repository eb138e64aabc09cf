package io.github.dynamocached.deferred;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** How methods of one return type hand over a value that arrives later. Used by many threads at once. */
public interface Handover {

    /**
     * The handover of a method.
     *
     * @param method the method
     * @param beanClass the class from which it is seen
     * @return null if its values do not arrive later, or in no way that is known here
     */
    static @Nullable Handover of(Method method, Class<?> beanClass) {
        Class<?> returned = returned(method, beanClass).resolve(Object.class);
        if (!Suspending.isOne(method)) {
            return of(returned);
        }
        return Suspending.isFlow(returned) ? Fluxes.handover() : Monos.handover();
    }

    /**
     * The type of the values of a method, which it returns or which arrive later in what it returns.
     *
     * @param method the method
     * @param beanClass the class from which it is seen
     * @return the type
     */
    static ResolvableType valueOf(Method method, Class<?> beanClass) {
        ResolvableType returned = returned(method, beanClass);
        Class<?> type = returned.resolve(Object.class);
        Handover handover = Suspending.isOne(method) && !Suspending.isFlow(type) ? null : of(type);
        if (handover == null) {
            return returned;
        }
        ResolvableType value = returned.getGeneric(0);
        return handover.isOfMany() ? ResolvableType.forClassWithGenerics(List.class, value) : value;
    }

    /**
     * What a method returns, as it is written.
     *
     * @param method the method
     * @param beanClass the class from which it is seen
     * @return the type
     */
    static ResolvableType returned(Method method, Class<?> beanClass) {
        return Suspending.isOne(method)
                ? Suspending.resultOf(method, beanClass)
                : ResolvableType.forMethodReturnType(method, beanClass);
    }

    /**
     * The handover of a return type. Reactor is touched only for its own types.
     *
     * @param type the declared type
     * @return null if values of that type do not arrive later, or in no way that is known here
     */
    static @Nullable Handover of(Class<?> type) {
        if (type == CompletableFuture.class || type == CompletionStage.class) {
            return new Futures();
        }
        return switch (type.getName()) {
            case "reactor.core.publisher.Mono" -> Monos.handover();
            case "reactor.core.publisher.Flux" -> Fluxes.handover();
            case Suspending.FLOW -> Suspending.ofFlows();
            default -> null;
        };
    }

    /** {@return whether a value is a list whose items arrive one by one} */
    default boolean isOfMany() {
        return false;
    }

    /**
     * What the caller of a write gets.
     *
     * @param call begins a call of the method. Cancelling its future cancels that call
     * @return null if the call has returned null
     */
    default @Nullable Object handOfWrite(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        return hand(call);
    }

    /** {@return whether nothing happens before somebody asks for the value, who may ask again} */
    boolean isLazy();

    /**
     * What the caller gets.
     *
     * @param call begins a call of the method. Cancelling its future cancels that call
     * @return null if the call has returned null
     */
    @Nullable
    Object hand(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call);
}
