package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A load whose value other callers may take. Its {@link SlotLoads} guard all fields. */
final class SharedLoad {

    /** Whether its reads have to be consistent. It may become so until it begins. */
    boolean consistent;

    /** The moment before its method is called. */
    long began;

    /** The moment at which it begins, if it waits for one. */
    long due;

    /** The load that began before it, of those that run. */
    @Nullable
    SharedLoad older;

    private @Nullable CompletableFuture<Answer> answer;

    SharedLoad(boolean consistent) {
        this.consistent = consistent;
    }

    /** One more caller takes it, before it ends. */
    SharedLoad taken() {
        CompletableFuture<Answer> unused = answer();
        return this;
    }

    /** The answer for those who take it. */
    CompletableFuture<Answer> answer() {
        CompletableFuture<Answer> known = answer;
        if (known == null) {
            known = new CompletableFuture<>();
            answer = known;
        }
        return known;
    }

    /** The same, null if nobody takes it. */
    @Nullable
    CompletableFuture<Answer> answerOfOthers() {
        return answer;
    }

    @Override
    public String toString() {
        return (consistent ? "consistent" : "eventually consistent") + " load";
    }
}
