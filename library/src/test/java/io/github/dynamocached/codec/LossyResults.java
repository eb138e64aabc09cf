package io.github.dynamocached.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import io.github.dynamocached.entities.Customer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;

/** Results that Jackson writes and reads, and that do not come back as they were. */
final class LossyResults {

    private LossyResults() {}

    static class Animal {

        public String name = "";

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Animal that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    static final class Dog extends Animal {
        public int volume = 3;
    }

    record Kennel(Animal first, Map<String, Animal> others) {}

    static final class GoldCustomer extends Customer {
        private int points = 7;

        public int getPoints() {
            return points;
        }
    }

    record Visit(Customer customer) {}

    static class WriteOnly {

        public String id = "";

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public @Nullable String password;
    }

    /** With an {@code equals} that knows nothing of what is lost. */
    static final class WriteOnlyWithIdentity extends WriteOnly {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WriteOnlyWithIdentity that && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    record Masked(@JsonSerialize(using = Stars.class) String card) {}

    static final class Stars extends StdSerializer<String> {

        Stars() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.length() > 4 ? "***" : value);
        }
    }

    static class Ignored {

        public String id = "";

        @JsonIgnore
        public @Nullable String note;
    }

    @JsonIgnoreProperties("note")
    record IgnoredByClass(String id, @Nullable String note) {}

    record IgnoredByProperty(@JsonIgnoreProperties("name") Animal animal) {}

    static class ReadOnly {

        public String id = "";

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public @Nullable String version;
    }

    static class Viewed {

        public String id = "";

        @JsonView(Viewed.class)
        public @Nullable String detail;
    }

    record NotEmpty(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags) {}

    record Dated(@JsonFormat(pattern = "yyyy-MM-dd HH:mm") LocalDateTime at) {}

    /**
     * As Kotlin compiles {@code data class P(val name: String = "", var nick: String? = null)} without -java-parameters:
     * Jackson cannot use the constructor with parameters, here because it is private, there because they have no names.
     */
    static final class Defaulted {

        private final String name;
        private @Nullable String nick;

        private Defaulted(String name, @Nullable String nick) {
            this.name = name;
            this.nick = nick;
        }

        static Defaulted of(String name, @Nullable String nick) {
            return new Defaulted(name, nick);
        }

        public Defaulted() {
            this("", null);
        }

        public String getName() {
            return name;
        }

        public @Nullable String getNick() {
            return nick;
        }

        public void setNick(@Nullable String nick) {
            this.nick = nick;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Defaulted that && name.equals(that.name) && Objects.equals(nick, that.nick);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, nick);
        }
    }

    /** A final field that is set by nobody, and filled. */
    static final class Body {

        public String id = "";
        private final List<String> tags = new ArrayList<>();

        public List<String> tags() {
            return tags;
        }
    }

    /** A field that only a method of the class shows. */
    static final class Secretive {

        public String id = "";
        private int level;

        void raise() {
            level++;
        }

        public boolean isAbove(int other) {
            return level > other;
        }
    }

    static class Strange {

        public String id = "";

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    record Timed(Calendar at) {}

    record Matched(Pattern pattern) {}

    record Ordered(SortedSet<String> names) {}

    static class Failing {

        public String id = "";

        @Override
        public boolean equals(@Nullable Object other) {
            return Integer.parseInt(id) == 0;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
