package io.github.dynamocached.dynamodb;

import io.github.dynamocached.dynamodb.PartiQlTokens.Kind;
import io.github.dynamocached.dynamodb.PartiQlTokens.NotUnderstood;
import io.github.dynamocached.dynamodb.PartiQlTokens.Token;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a PartiQL statement writes: of an INSERT the members of its item, of UPDATE and DELETE the comparisons with
 * {@code =} in their WHERE. These must be joined by AND alone. Any other statement may write any item of each table whose
 * name it contains, because a statement cannot write to a table without naming it.
 */
final class PartiQlWrite {

    private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "<=", ">=", "<>", "!=");
    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}");

    private final PartiQlTokens tokens;
    private final List<AttributeValue> parameters;
    private final Map<String, AttributeValue> shown = new HashMap<>();

    private PartiQlWrite(PartiQlTokens tokens, List<AttributeValue> parameters) {
        this.tokens = tokens;
        this.parameters = parameters;
    }

    /**
     * What a statement writes that is no SELECT.
     *
     * @param bound the names of the tables that matter
     */
    static Stream<WrittenItem> of(String statement, List<AttributeValue> parameters, Set<String> bound) {
        try {
            return Stream.of(new PartiQlWrite(new PartiQlTokens(statement), parameters).item());
        } catch (NotUnderstood statementOfAnotherForm) {
            return bound.stream().filter(statement::contains).map(WrittenItem::unclear);
        }
    }

    private WrittenItem item() throws NotUnderstood {
        if (tokens.takeIf("INSERT")) {
            tokens.require("INTO");
            String table = name();
            tokens.require("VALUE");
            readMembers();
            return WrittenItem.of(table, shown);
        }
        boolean isUpdate = tokens.takeIf("UPDATE");
        if (!isUpdate) {
            tokens.require("DELETE");
            tokens.require("FROM");
        }
        String table = name();
        if (isUpdate) {
            skipChanges();
        }
        tokens.require("WHERE");
        readConditions();
        return WrittenItem.of(table, shown);
    }

    private String name() throws NotUnderstood {
        Token token = tokens.take();
        if (!token.isName()) {
            throw new NotUnderstood();
        }
        return token.text();
    }

    /** From SET or REMOVE to WHERE. */
    private void skipChanges() throws NotUnderstood {
        if (!tokens.peek().is("SET") && !tokens.peek().is("REMOVE")) {
            throw new NotUnderstood();
        }
        int depth = 0;
        while (depth > 0 || !tokens.peek().is("WHERE")) {
            depth += depthOf(tokens.take());
            requireMore();
        }
    }

    private void requireMore() throws NotUnderstood {
        if (tokens.peek().kind() == Kind.END) {
            throw new NotUnderstood();
        }
    }

    private static int depthOf(Token token) {
        if (token.kind() != Kind.SYMBOL) {
            return 0;
        }
        return OPENING.contains(token.text()) ? 1 : CLOSING.contains(token.text()) ? -1 : 0;
    }

    private void readConditions() throws NotUnderstood {
        do {
            String attribute = name();
            Token comparison = tokens.take();
            AttributeValue value = value();
            if (comparison.kind() != Kind.SYMBOL || !COMPARISONS.contains(comparison.text())) {
                throw new NotUnderstood();
            }
            if (comparison.is("=")) {
                show(attribute, value);
            }
        } while (tokens.takeIf("AND"));
        requireEnd();
    }

    private void requireEnd() throws NotUnderstood {
        if (tokens.takeIf("RETURNING")) {
            return;
        }
        boolean unused = tokens.takeIf(";");
        if (tokens.peek().kind() != Kind.END) {
            throw new NotUnderstood();
        }
    }

    private void readMembers() throws NotUnderstood {
        tokens.require("{");
        do {
            Token attribute = tokens.take();
            if (attribute.kind() != Kind.TEXT && attribute.kind() != Kind.QUOTED) {
                throw new NotUnderstood();
            }
            tokens.require(":");
            if (isNested()) {
                skipNested();
            } else {
                show(attribute.text(), value());
            }
        } while (tokens.takeIf(","));
        tokens.require("}");
        requireEnd();
    }

    private boolean isNested() {
        return depthOf(tokens.peek()) > 0 || tokens.peek().is("<");
    }

    private void skipNested() throws NotUnderstood {
        int depth = 0;
        while (depth > 0 || !(tokens.peek().is(",") || tokens.peek().is("}"))) {
            Token token = tokens.take();
            depth += depthOf(token) + (token.is("<") ? 1 : token.is(">") ? -1 : 0);
            requireMore();
        }
    }

    /** A literal or a parameter; null for a constant that is no key. */
    private @Nullable AttributeValue value() throws NotUnderstood {
        boolean isNegative = tokens.takeIf("-");
        Token token = tokens.take();
        if (token.kind() == Kind.NUMBER) {
            return AttributeValue.fromN((isNegative ? "-" : "") + token.text());
        }
        if (isNegative) {
            throw new NotUnderstood();
        }
        return switch (token.kind()) {
            case TEXT -> AttributeValue.fromS(token.text());
            case PARAMETER -> parameter(Integer.parseInt(token.text()));
            case WORD -> constant(token);
            default -> throw new NotUnderstood();
        };
    }

    private AttributeValue parameter(int index) throws NotUnderstood {
        if (index >= parameters.size()) {
            throw new NotUnderstood();
        }
        return parameters.get(index);
    }

    private static @Nullable AttributeValue constant(Token token) throws NotUnderstood {
        if (token.is("TRUE") || token.is("FALSE") || token.is("NULL") || token.is("MISSING")) {
            return null;
        }
        throw new NotUnderstood();
    }

    private void show(String attribute, @Nullable AttributeValue value) throws NotUnderstood {
        if (value != null && shown.put(attribute, value) != null) {
            throw new NotUnderstood();
        }
    }
}
