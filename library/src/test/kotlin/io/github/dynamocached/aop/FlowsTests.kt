package io.github.dynamocached.aop

import io.github.dynamocached.annotation.DynamoCached
import io.github.dynamocached.annotation.DynamoEvict
import io.github.dynamocached.annotation.DynamoPut
import io.github.dynamocached.load.DynamoDbRead
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Flows of Kotlin are cached as the lists of what they emit. */
internal class FlowsTests {

    private val application = CachingTestApplication.start(Repository::class.java)
    private val repository = application.bean(Repository::class.java)

    @AfterEach
    fun closeApplication() = application.close()

    internal open class Repository {

        open val calls = AtomicInteger()
        open val seen = CopyOnWriteArrayList<Any?>()

        @DynamoCached(cache = "items", key = "#id")
        open fun find(id: String): Flow<String> = flow {
            calls.incrementAndGet()
            emit("$id 1")
            seen.add(DynamoDbRead.begin().mustBeConsistent())
            yield()
            emit("$id 2")
        }.flowOn(Dispatchers.Default)

        @DynamoCached(cache = "items", key = "#id", variant = "'suspends'")
        open suspend fun findLater(id: String): Flow<String> {
            yield()
            calls.incrementAndGet()
            return if (id == "none") emptyFlow() else find(id)
        }

        @DynamoCached(cache = "items", key = "#id")
        open fun findAtOnce(id: String): List<String> = listOf("$id at once")

        @DynamoEvict(cache = "items", key = "#id")
        open fun save(id: String): Flow<String> = flow {
            emit(id)
            seen.add("saved")
        }

        @DynamoPut(cache = "items", key = "#id")
        open fun store(id: String): Flow<String> = flow {
            emit("$id stored")
        }
    }

    private fun <T> within(block: suspend () -> T): T = runBlocking { withTimeout(20_000) { block() } }

    @Test
    fun whatAFlowEmitsIsCachedAsAListAndBelongsToItsLoad() {
        val flow = repository.find("a")
        assertThat(repository.calls).hasValue(0)
        repeat(2) { assertThat(within { flow.toList() }).containsExactly("a 1", "a 2") }
        assertThat(repository.findAtOnce("a")).containsExactly("a 1", "a 2")
        assertThat(repository.calls).hasValue(1)
        assertThat(repository.seen).containsExactly(true)
    }

    @Test
    fun suspendingFunctionMayReturnAFlow() {
        repeat(2) { assertThat(within { repository.findLater("a").toList() }).containsExactly("a 1", "a 2") }
        repeat(2) { assertThat(within { repository.findLater("none").toList() }).isEmpty() }
        assertThat(repository.calls).hasValue(3)
    }

    @Test
    fun writeEvictsBeforeItsFlowEnds() {
        assertThat(within { repository.save("a").toList() }).containsExactly("a")
        assertThat(application.store().evictions()).containsExactly("items/a")
        assertThat(repository.seen).containsExactly("saved")
        assertThat(within { repository.save("b").first() }).isEqualTo("b")
        await().until { application.store().evictions().contains("items/b") }
    }

    @Test
    fun putStoresWhatItsFlowEmits() {
        assertThat(within { repository.store("a").toList() }).containsExactly("a stored")
        assertThat(repository.findAtOnce("a")).containsExactly("a stored")
    }
}
