package io.github.dynamocached.aop

import io.github.dynamocached.annotation.DynamoCached
import io.github.dynamocached.annotation.DynamoEvict
import io.github.dynamocached.annotation.DynamoPut
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future

/** The style of Kotlin: functions suspend until they have loaded. */
internal object SuspendingStyle : RepositoryStyle {

    override fun type(): Class<*> = Suspends::class.java

    override fun component(): Class<*> = SuspendingRepository::class.java

    override fun of(application: CachingTestApplication): AnyRepository = object : AnyRepository {

        private val repository = application.bean(Suspends::class.java)

        override fun find(id: String): CompletableFuture<String?> = elsewhere { repository.find(id) }

        override fun findAll(ids: List<String>): CompletableFuture<Map<String, String>> =
            elsewhere { repository.findAll(ids) }

        override fun save(id: String, value: String): CompletableFuture<String?> =
            elsewhere { repository.save(id, value) }

        override fun store(id: String, value: String): CompletableFuture<String?> =
            elsewhere { repository.store(id, value) }
    }

    @OptIn(DelicateCoroutinesApi::class)
    private fun <T> elsewhere(call: suspend () -> T): CompletableFuture<T> = GlobalScope.future {
        try {
            call()
        } catch (failure: RuntimeException) {
            throw original(failure)
        }
    }

    /** With assertions enabled, coroutines throw a copy of an exception, with the stack trace of whoever waited. */
    private fun original(failure: RuntimeException): Throwable {
        val cause = failure.cause
        return if (cause != null && cause.javaClass == failure.javaClass) cause else failure
    }

    internal interface Suspends {

        suspend fun find(id: String): String?

        suspend fun findAll(ids: List<String>): Map<String, String>

        suspend fun save(id: String, value: String): String?

        suspend fun store(id: String, value: String): String?
    }

    internal open class SuspendingRepository(private val source: Source) : Suspends {

        @DynamoCached(cache = "items", key = "#id")
        override suspend fun find(id: String): String? = source.load(id).await()

        @DynamoCached(cache = "items", keys = "#ids")
        override suspend fun findAll(ids: List<String>): Map<String, String> = source.loadAll(ids).await()

        @DynamoEvict(cache = "items", key = "#id")
        override suspend fun save(id: String, value: String): String? = source.write(id, value).await()

        @DynamoPut(cache = "items", key = "#id")
        override suspend fun store(id: String, value: String): String? = source.write(id, value).await()
    }
}

/** Repositories whose functions suspend behave as those of the other styles. */
internal class SuspendingStyleTests : RepositoryStyleTests() {

    override fun styles() = styles(SuspendingStyle)
}
