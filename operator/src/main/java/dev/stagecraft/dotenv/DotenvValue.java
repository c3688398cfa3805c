package dev.stagecraft.dotenv;

/** What a line gives to its name. Renderings do not show it. */
public sealed interface DotenvValue {
    /** Exactly this text. */
    record Literal(String text) implements DotenvValue {
        @Override
        public String toString() {
            return "Literal[hidden]";
        }
    }

    /** A text in which variables are still to be replaced, in Compose's notation; a dollar sign that is none's is doubled. */
    record Variable(String text) implements DotenvValue {
        @Override
        public String toString() {
            return "Variable[hidden]";
        }
    }

    /** The line has only a name: the value is what comes before the file. */
    record Inherited() implements DotenvValue {}
}
