package io.github.dynamocached.codec

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Classes of Kotlin as values, compiled without -java-parameters. */
internal class KotlinClassesTests {

    internal data class Address(val street: String, val city: String = "Berlin", val floor: Int? = null)

    internal data class Person(
        val id: String,
        val name: String = "nobody",
        val isAdmin: Boolean = false,
        val age: Int? = null,
        val addresses: List<Address> = listOf(),
        var nick: String? = null,
    )

    @JvmInline
    internal value class Sku(val text: String)

    internal data class Product(val sku: Sku, val price: Long)

    internal enum class Color { RED }

    internal data class Generic<T>(val value: T, val colors: Map<Color, T> = mapOf())

    private val people = Codecs.of(Person::class.java)

    @Test
    fun dataClassesComeBackEqual() {
        listOf(
            Person("1"),
            Person("1", "Ada", true, 36, listOf(Address("Main", "London", 0), Address("Side")), "a"),
            Person("1", "Ada", nick = null),
        ).forEach { assertThat(Codecs.roundTrip(people, it)).isEqualTo(it) }
    }

    @Test
    fun propertiesThatAreMissingHaveTheirDefaultValues() {
        val stored = arrayOf<ByteArray?>("""{"id":"1"}""".toByteArray())
        assertThat(people.decode(stored)).isEqualTo(Person("1"))
    }

    @Test
    fun genericDataClassesAndValueClassesComeBackEqual() {
        val generic = Codecs.of(Codecs.generic(Generic::class.java, String::class.java))
        val value = Generic("a", mapOf(Color.RED to "b"))
        assertThat(Codecs.roundTrip(generic, value)).isEqualTo(value)
        val product = Product(Sku("x"), 7)
        assertThat(Codecs.roundTrip(Codecs.of(Product::class.java), product)).isEqualTo(product)
    }

    @Test
    fun listsOfDataClassesComeBackEqual() {
        val lists = Codecs.of(Codecs.generic(List::class.java, Address::class.java))
        val value = listOf(Address("Main"), Address("Side", "Bonn", 2))
        assertThat(Codecs.roundTrip(lists, value)).isEqualTo(value)
    }
}
