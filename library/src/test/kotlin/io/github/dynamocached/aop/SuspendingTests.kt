package io.github.dynamocached.aop

import io.github.dynamocached.annotation.DynamoCached
import io.github.dynamocached.annotation.DynamoEvict
import io.github.dynamocached.load.DynamoDbRead
import io.github.dynamocached.load.LoadContext
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.ObjectProvider

/** What is special about suspending functions: the context in which they go on, and how the compiler changes them. */
internal class SuspendingTests {

    private val application = CachingTestApplication.start(Repository::class.java)
    private val repository = application.bean(Repository::class.java)

    @AfterEach
    fun closeApplication() = application.close()

    internal open class Animal(var name: String = "") {

        override fun equals(other: Any?) = other is Animal && other.name == name

        override fun hashCode() = name.hashCode()
    }

    internal open class Repository(private val self: ObjectProvider<Repository>) {

        open val calls = AtomicInteger()
        open val seen = CopyOnWriteArrayList<Any?>()
        open val gate = CompletableDeferred<Unit>()

        @DynamoCached("pairs")
        open suspend fun byAllArguments(tenant: String, id: Int): String {
            yield()
            return "$tenant $id ${calls.incrementAndGet()}"
        }

        @DynamoCached(cache = "items", key = "#root.args[0]", variant = "'counted'")
        open suspend fun byArgumentsOfRoot(id: String): Int {
            yield()
            return calls.incrementAndGet()
        }

        @DynamoCached(cache = "animals", key = "#id", variant = "'list'")
        open suspend fun animals(id: String): List<Animal> {
            calls.incrementAndGet()
            yield()
            return listOf(Animal("cat"), Animal(id))
        }

        @DynamoCached(cache = "animals", key = "#id", variant = "'map'")
        open suspend fun animalsByName(id: String): Map<String, Animal?>? {
            calls.incrementAndGet()
            yield()
            return mapOf(id to Animal(id))
        }

        @DynamoCached(cache = "items", key = "#id", variant = "'threads'")
        open suspend fun onThreads(id: String): String {
            seen.add(Thread.currentThread().name.substringBefore(' '))
            seen.add(currentCoroutineContext()[CoroutineName]?.name)
            withContext(Dispatchers.Default) { yield() }
            seen.add(Thread.currentThread().name.substringBefore(' '))
            return id
        }

        @DynamoCached(cache = "items", key = "#id", variant = "'loads'")
        open suspend fun ofItsLoad(id: String): String {
            seen.add(DynamoDbRead.begin().mustBeConsistent())
            withContext(Dispatchers.Default) {
                yield()
                seen.add(DynamoDbRead.begin().mustBeConsistent())
            }
            gate.await()
            seen.add(DynamoDbRead.begin().mustBeConsistent())
            return id
        }

        @DynamoCached(cache = "items", key = "#id", variant = "'nested'")
        open suspend fun nested(id: String): String {
            if (calls.incrementAndGet() > 1) {
                return "inner"
            }
            return withContext(Dispatchers.Default) {
                yield()
                self.getObject().nested(id)
            }
        }

        @DynamoEvict("items")
        open suspend fun forget(id: String) {
            seen.add(id)
        }

        @DynamoEvict("pairs")
        open suspend fun save(tenant: String, id: Int) {
            gate.await()
            seen.add("$tenant $id")
        }
    }

    @Test
    fun continuationIsNoPartOfAKey() = runBlocking<Unit> {
        assertThat(repository.byAllArguments("a", 1)).isEqualTo("a 1 1")
        assertThat(withContext(Dispatchers.Default) { repository.byAllArguments("a", 1) }).isEqualTo("a 1 1")
        assertThat(repository.byAllArguments("a", 2)).isEqualTo("a 2 2")
        assertThat(repository.byArgumentsOfRoot("1")).isEqualTo(3)
        assertThat(repository.byArgumentsOfRoot("1")).isEqualTo(3)
        assertThat(application.store().reads()).hasSize(5)
    }

    @Test
    fun collectionsOfClassesThatAreOpenAreCached() = runBlocking<Unit> {
        repeat(2) {
            assertThat(repository.animals("dog")).containsExactly(Animal("cat"), Animal("dog"))
            assertThat(repository.animalsByName("dog")).containsExactlyEntriesOf(mapOf("dog" to Animal("dog")))
        }
        assertThat(repository.calls).hasValue(2)
    }

    @Test
    fun functionAndItsCallerGoOnOnTheDispatcherOfTheCaller() {
        Executors.newSingleThreadExecutor { Thread(it, "own") }.asCoroutineDispatcher().use { own ->
            runBlocking(own + CoroutineName("caller")) {
                assertThat(repository.onThreads("1")).isEqualTo("1")
                assertThat(Thread.currentThread().name).startsWith("own")
                assertThat(repository.onThreads("1")).isEqualTo("1")
                assertThat(Thread.currentThread().name).startsWith("own")
            }
        }
        assertThat(repository.seen).containsExactly("own", "caller", "own")
    }

    /** The cache is strict, so reads are consistent within a load alone. */
    @Test
    fun functionWorksForItsLoadOnEachThreadAndNoThreadKeepsTheLoad() {
        Executors.newSingleThreadExecutor().asCoroutineDispatcher().use { own ->
            runBlocking(own) {
                val found = async { repository.ofItsLoad("1") }
                while (repository.seen.size < 2) {
                    yield()
                }
                assertThat(LoadContext.current()).isNull()
                repository.gate.complete(Unit)
                assertThat(found.await()).isEqualTo("1")
                assertThat(LoadContext.current()).isNull()
            }
        }
        assertThat(repository.seen).containsExactly(true, true, true)
    }

    @Test
    fun nestedCallOfTheSameKeyDoesNotWaitForItself() = runBlocking<Unit> {
        assertThat(withTimeout(20_000) { repository.nested("1") }).isEqualTo("inner")
        assertThat(repository.calls).hasValue(2)
        assertThat(application.store().reads()).hasSize(2)
    }

    @Test
    fun functionWithoutAResultEvictsWhenItHasEnded() = runBlocking<Unit> {
        val saving = async { repository.save("a", 1) }
        yield()
        assertThat(application.store().evictions()).isEmpty()
        repository.gate.complete(Unit)
        assertThat(saving.await()).isSameAs(Unit)
        assertThat(repository.seen).containsExactly("a 1")
        assertThat(application.store().evictions()).hasSize(1)
    }
}
