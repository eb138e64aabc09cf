package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Properties, methods, beans and classes that expressions name, and that there are not. */
class ExpressionMemberTests {

    private static final String CACHED = "@DynamoCached on ExpressionMemberTests.";
    private static final String EVICT = "@DynamoEvict on ExpressionMemberTests.";

    private static String problemOf(Class<?>... components) {
        try (CachingTestApplication application = CachingTestApplication.start(components)) {
            return application.context().getDisplayName() + " started";
        } catch (MisuseException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    record Filter(String status, Range range) {
        public String text() {
            return status;
        }
    }

    public static final class Range {
        public final int from = 0;

        public int getTo() {
            return 1;
        }
    }

    static class MisspellsMethods {
        @DynamoCached(cache = "a", key = "#id.trimm()")
        public String find(String id) {
            return id;
        }

        @DynamoCached(cache = "b", key = "{#limit, #id.substring()}", variant = "#filter.range.getToo()")
        public String findSome(String id, int limit, Filter filter) {
            return id;
        }

        @DynamoEvict(cache = "a", key = "#id.blah(#id)", condition = "#limit.foo() > 1")
        public void save(String id, int limit) {}
    }

    @Test
    void methodThatATypedArgumentDoesNotHaveIsNamedAtTheStart() {
        String some = CACHED + "MisspellsMethods.findSome(String, int, Filter): ";
        String save = EVICT + "MisspellsMethods.save(String, int): ";
        assertThat(problemOf(MisspellsMethods.class).lines())
                .containsExactly(
                        CACHED + "MisspellsMethods.find(String): key \"#id.trimm()\" calls trimm, which String does"
                                + " not have. Use trim.",
                        some
                                + "key \"{#limit, #id.substring()}\" calls substring with 0 arguments, which String does not"
                                + " have. Write the arguments that its method takes.",
                        some
                                + "variant \"#filter.range.getToo()\" calls getToo, which"
                                + " ExpressionMemberTests.Range does not have. Use getTo.",
                        save + "condition \"#limit.foo() > 1\" calls foo, which Integer does not have. Call one of its"
                                + " public methods.",
                        save + "key \"#id.blah(#id)\" calls blah, which String does not have. Call one of its public"
                                + " methods.");
    }

    static class MisspellsProperties {
        @DynamoCached(cache = "a", key = "#filter.statsu", unless = "#result.nmae == null")
        public Person find(Filter filter) {
            return new Person("t", 1, filter.text());
        }

        @DynamoCached(cache = "b", key = "#filter.range.until", condition = "#id.lenght > 1")
        public Optional<String> findSome(String id, Filter filter) {
            return Optional.empty();
        }

        @DynamoCached(cache = "c", key = "id", variant = "#root.methodName")
        public String findOther(String id) {
            return id;
        }

        @DynamoEvict(cache = "a", key = "#result.numbr")
        public Optional<Person> save() {
            return Optional.empty();
        }
    }

    @Test
    void propertyThatATypedValueDoesNotHaveIsNamedAtTheStart() {
        String find = CACHED + "MisspellsProperties.find(Filter): ";
        String some = CACHED + "MisspellsProperties.findSome(String, Filter): ";
        String other = CACHED + "MisspellsProperties.findOther(String): ";
        assertThat(problemOf(MisspellsProperties.class).lines())
                .containsExactly(
                        find
                                + "key \"#filter.statsu\" reads statsu, which ExpressionMemberTests.Filter does not"
                                + " have. Use status.",
                        find + "unless \"#result.nmae == null\" reads nmae, which Person does not have. Use name.",
                        other + "key \"id\" reads id, which #root does not have. Write #id for the parameter.",
                        other + "variant \"#root.methodName\" reads methodName, which #root does not have. It has args,"
                                + " method, target.",
                        some + "condition \"#id.lenght > 1\" reads lenght, which String does not have. Use length.",
                        some
                                + "key \"#filter.range.until\" reads until, which ExpressionMemberTests.Range does not have."
                                + " It has from, to.",
                        EVICT
                                + "MisspellsProperties.save(): key \"#result.numbr\" reads numbr, which Person does"
                                + " not have. Use number.");
    }

    static class NamesWhatThereIsNot {
        @DynamoCached(cache = "a", key = "{@tenantz.current(), #id}", unless = "T(java.util.Lisst).of() == null")
        public String find(String id) {
            return id;
        }

        @DynamoCached(cache = "b", key = "#trim(#id)", condition = "@nobody.allows()")
        public String findOther(String id) {
            return id;
        }
    }

    public static class Tenants {
        public String current() {
            return "t";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TenantsConfiguration {
        @Bean
        Tenants tenants() {
            return new Tenants();
        }
    }

    @Test
    void beansClassesAndFunctionsThatThereAreNotAreNamedAtTheStart() {
        String find = CACHED + "NamesWhatThereIsNot.find(String): ";
        String other = CACHED + "NamesWhatThereIsNot.findOther(String): ";
        assertThat(problemOf(NamesWhatThereIsNot.class, TenantsConfiguration.class)
                        .lines())
                .containsExactly(
                        find + "key \"{@tenantz.current(), #id}\" uses the bean 'tenantz', which does not exist. Use"
                                + " @tenants.",
                        find
                                + "unless \"T(java.util.Lisst).of() == null\" uses the class T(java.util.Lisst),"
                                + " which does not exist. Use its name with its package.",
                        other
                                + "condition \"@nobody.allows()\" uses the bean 'nobody', which does not exist."
                                + " Define it, or use another bean.",
                        other
                                + "key \"#trim(#id)\" calls #trim(#id) as a function, but functions are not"
                                + " supported. Call a method of an argument or a bean, or a static"
                                + " method, for example \"T(java.lang.String).valueOf(#p0)\".");
    }

    interface Shape {}

    static class AllIsThere {
        @DynamoCached(
                cache = "a",
                key =
                        "{#root.method.name, @tenants.current(), #id.trim().length(), #filter.text(), #filter.range.from}",
                variant = "#root.args.?[toString() == 'x'].size() + #map['x'] + #map[x]",
                condition = "#root.args.![toString()].size() > 0 and T(java.util.List).of(1, 2, 3).size() == 3",
                unless = "#result?.length() > #ids.![trim().length()].size()")
        public Optional<String> find(String id, Filter filter, Map<String, String> map, List<String> ids) {
            return Optional.of(id);
        }

        @DynamoCached(cache = "b", key = "{#shape.radius, #any.whatever()}", variant = "{a: #p0}.get('a')")
        public String shape(Shape shape, Object any) {
            return "";
        }

        @DynamoCached(cache = "c", key = "#type.simpleName + #texts.length + #id")
        public String type(Class<?> type, String[] texts, String id) {
            return "";
        }

        @DynamoCached(
                cache = "d",
                keys = "#ids",
                key = "#key.trim()",
                itemKey = "#item.trim()",
                unless = "#result.isEmpty()")
        @SuppressWarnings("NonApiType")
        public ArrayList<String> all(List<String> ids) {
            return new ArrayList<>();
        }
    }

    @Test
    void whatThereIsOrMayBeIsNotRefused() {
        assertThat(problemOf(AllIsThere.class, TenantsConfiguration.class)).endsWith("started");
    }
}
