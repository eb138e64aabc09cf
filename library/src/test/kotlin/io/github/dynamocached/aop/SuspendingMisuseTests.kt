package io.github.dynamocached.aop

import io.github.dynamocached.annotation.DynamoCached
import io.github.dynamocached.annotation.DynamoEvict
import io.github.dynamocached.deferred.Suspending
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Suspending functions that are refused at the start. */
internal class SuspendingMisuseTests {

    internal open class ReturnsNothing {

        @DynamoCached("a")
        open suspend fun find(id: String) {
            check(id.isNotEmpty())
        }
    }

    @Test
    fun nothingCannotBeCached() {
        assertThat(MisuseTests.problemOf(ReturnsNothing::class.java)).isEqualTo(
            "@DynamoCached on SuspendingMisuseTests.ReturnsNothing.find(String): the method returns nothing, so there is" +
                " nothing to cache. Return a value, or use @DynamoEvict if the method writes."
        )
    }

    internal open class EvictsWhileItWrites {

        @DynamoEvict(cache = "a", key = "#id")
        open suspend fun save(id: String): CompletableFuture<String> = CompletableFuture.completedFuture(id)
    }

    @Test
    fun functionWhoseWriteMayEndAfterItHasReturnedCannotEvict() {
        assertThat(MisuseTests.problemOf(EvictsWhileItWrites::class.java)).contains("SuspendingMisuseTests.EvictsWhileItWrites.save(String)")
            .contains("its write may end after the eviction")
    }

    internal open class Suspends {

        open suspend fun find(id: String): String = id
    }

    /** What runs without the library that Spring needs. */
    class WithoutReactor : Callable<String?> {

        override fun call(): String? =
            Suspending.problemOf(Suspends::class.java.declaredMethods.first { it.name == "find" })
    }

    @Test
    fun problemIsWhatIsMissingOnTheClassPath() {
        assertThat(OtherClassPath.without("kotlinx-coroutines-reactor").call(WithoutReactor::class.java)).isEqualTo(
            "Spring calls suspending functions only with Kotlin's reflection and Reactor. Add the dependencies org.jetbrains.kotlin:kotlin-reflect and" +
                " org.jetbrains.kotlinx:kotlinx-coroutines-reactor."
        )
    }
}
