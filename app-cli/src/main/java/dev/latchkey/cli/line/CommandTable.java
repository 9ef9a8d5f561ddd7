package dev.latchkey.cli.line;

import static dev.latchkey.cli.line.CommandSpec.OptionSpec.choice;
import static dev.latchkey.cli.line.CommandSpec.OptionSpec.file;
import static dev.latchkey.cli.line.CommandSpec.OptionSpec.flag;
import static dev.latchkey.cli.line.CommandSpec.OptionSpec.list;
import static dev.latchkey.cli.line.CommandSpec.OptionSpec.text;

import dev.latchkey.cli.line.CommandSpec.Example;
import dev.latchkey.cli.line.CommandSpec.Kind;
import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All commands and their options. Parsing, help, man pages and completion are derived from it. */
public final class CommandTable {
    public static final String PROGRAM = "latchkey";

    private static final List<String> STORES = List.of("file", "keyring", "database");
    private static final OptionSpec JSON = flag("json", "Print a JSON object; times in seconds since the epoch.");
    private static final OptionSpec PLAIN_JSON = flag("json", "Print a JSON object.");
    private static final OptionSpec MIN_TTL =
            text("min-ttl", "DURATION", "How long the token must last at least: 90s, 5m, 1h.");
    private static final OptionSpec NO_BROWSER = flag("no-browser", "Do not open a browser.");

    /** The frequently used options of all commands. */
    public static final List<OptionSpec> COMMON = List.of(
            text("provider", "NAME", "Which provider; see \"provider list\".").naming(Kind.PROVIDER, null),
            text("account", "ACCOUNT", "Which account (also --username). Default: the current one.")
                    .naming(Kind.ACCOUNT, "username")
                    .withLetter("u"),
            flag("verbose", "Say more, but no secret.").withLetter("v"),
            flag("help", "Show this help.").withLetter("h"));

    /** The options of all commands that describe a provider that is not configured, and how to reach it. */
    public static final List<OptionSpec> SERVER = List.of(
            text("preset", "PRESET", "A server with a preset; see \"provider list --presets\".")
                    .naming(Kind.PRESET, null),
            text("host", "HOST", "With --preset: the server's host."),
            text("tenant", "TENANT", "With --preset: the tenant, realm or application."),
            text("issuer", "URL", "The server, by its issuer."),
            text("client-id", "ID", "Your client's id there."),
            file("client-secret-file", "FILE", "File that contains the client secret."),
            choice("client-auth", "HOW", List.of("basic", "post"), "How to send the secret. Default: basic."),
            list("scope", "SCOPE", "A scope to ask for"),
            text("audience", "AUDIENCE", "The audience to ask for."),
            list("resource", "URI", "A resource to ask for (RFC 8707)"),
            list("api-origin", "URL", "An API that may have the token"),
            text("device-endpoint", "URL", "The device authorization endpoint, without discovery."),
            text("token-endpoint", "URL", "The token endpoint, without discovery."),
            text("revocation-endpoint", "URL", "The revocation endpoint, without discovery."),
            text("userinfo-endpoint", "URL", "The userinfo endpoint, without discovery."),
            text("jwks-uri", "URL", "The keys of the server, without discovery."),
            text("username-claim", "CLAIM", "The ID token's claim with the name. Default: preferred_username."),
            file("ca-file", "PEM", "Certificate authorities to trust as well."));

    /** All commands, in the order in which they are shown. */
    public static final List<CommandSpec> COMMANDS = List.of(
            CommandSpec.of(
                            "login",
                            "Log in with a code that you approve in a browser. The session is stored and kept alive.",
                            choice(
                                    "store",
                                    "STORE",
                                    STORES,
                                    "Where to keep the session. Default: as at the last login, else the database if"
                                            + " LATCHKEY_DATABASE is set, else the keyring if there is one (for"
                                            + " bitfount: file)."),
                            NO_BROWSER,
                            flag("copy", "Copy the code to the clipboard."),
                            flag("plain", "Plain lines, for a screen reader."),
                            flag("force", "Replace the session of another person."),
                            flag("json", "Print events as JSON, one a line; you show the code."))
                    .shownBy(
                            new Example("latchkey login --provider work", "log in at a provider that is set up"),
                            new Example(
                                    "latchkey login --issuer https://id.example.com --client-id my-app",
                                    "log in at any server")),
            CommandSpec.of(
                            "token",
                            "Print a valid access token. It is renewed first if it is about to expire. Never asks for"
                                    + " anything.",
                            choice(
                                    "format",
                                    "FORMAT",
                                    List.of("raw", "header", "json", "env", "kubernetes"),
                                    "How to print it. Default: raw."),
                            MIN_TTL)
                    .shownBy(new Example(
                            "latchkey token --format header | curl -H @- https://api.example.com/",
                            "make a request with curl; the token is in no argument")),
            CommandSpec.of(
                            "exec",
                            "Run a command with a valid access token in its environment. It takes the place of latchkey: its signals and exit"
                                    + " code are its own; 126 if it is not executable, 127 if it is not found.",
                            text("variable", "NAME", "The variable for the token. Default: LATCHKEY_TOKEN."),
                            MIN_TTL)
                    .takingCommand("COMMAND [ARGUMENT]...", 1)
                    .shownBy(new Example("latchkey exec -- ./deploy.sh --fast", "run a script with the token")),
            CommandSpec.of(
                    "status",
                    "Show the account, the server and when the token expires. Exits with 3 if you are not logged in.",
                    JSON,
                    flag("check", "Ask the server too; the token is renewed if need be.")),
            CommandSpec.of("sessions", "List the sessions that are stored here.", JSON),
            CommandSpec.of("switch", "Set the current account. Without a name: the other one of two.")
                    .taking("[ACCOUNT]", 0, 1, Kind.ACCOUNT),
            CommandSpec.of(
                            "request",
                            "Make a request with the token and print the answer. The token goes to the provider's"
                                    + " own APIs, its userinfo endpoint and --api-origin, nowhere else.",
                            text("request", "METHOD", "The method. Default: GET, or POST with -d.")
                                    .withLetter("X"),
                            list("header", "HEADER", "A header, \"Name: value\"")
                                    .withLetter("H"),
                            text("data", "DATA", "Request body: text, @FILE, or @- for standard input.")
                                    .withLetter("d"),
                            flag("fail", "Exit with 1 if the status is 400 or more.")
                                    .withLetter("f"))
                    .taking("URL", 1, 1, Kind.ANY),
            CommandSpec.of(
                    "logout",
                    "Log out: revoke at the server, then delete here. It is deleted even if the server cannot be"
                            + " reached.",
                    flag("all", "All sessions of the provider."),
                    flag("local", "Only delete it here; the tokens stay valid.")),
            CommandSpec.of(
                            "git-credential",
                            "Answer git as a credential helper. The token goes to the provider's API origins only.",
                            text("as", "NAME", "The username for servers that want one. Default: oauth2."))
                    .taking("OPERATION", 1, 1, Kind.CHOICE, "get", "store", "erase")
                    .shownBy(new Example(
                            "git config --global credential.https://git.example.com.helper"
                                    + " \"!latchkey --provider NAME git-credential\"",
                            "let git use it")),
            CommandSpec.of(
                            "docker-credential",
                            "Answer Docker as a credential helper. The token goes to the provider's API origins only."
                                    + " Docker calls a program docker-credential-NAME: let it run this.",
                            text("as", "NAME", "The username for the registry. Default: oauth2accesstoken."))
                    .taking("OPERATION", 1, 1, Kind.CHOICE, "get", "store", "erase", "list"),
            CommandSpec.of(
                    "migrate",
                    "Move the stored sessions to another store. The next logins go there too. It can be stopped at"
                            + " any time and run again.",
                    choice("to", "STORE", STORES, "Where to.").required(),
                    flag("json", "Print a JSON object for each session, one a line.")),
            CommandSpec.of("provider", "Manage OAuth providers."),
            CommandSpec.of(
                    "provider list",
                    "List the providers that are known.",
                    PLAIN_JSON,
                    flag("presets", "List the presets.")),
            CommandSpec.of("provider show", "Show what is known of a provider, or of a --preset.", PLAIN_JSON)
                    .taking("[NAME]", 0, 1, Kind.PROVIDER),
            CommandSpec.of(
                            "provider add",
                            "Add a provider. Describe it with --preset or --issuer and --client-id, or with endpoints, as for a"
                                    + " login. Without a name, in a terminal, it asks.",
                            choice("store", "STORE", STORES, "Where to keep its sessions."),
                            flag("no-check", "Do not ask the server for its metadata."),
                            flag("force", "Replace a provider of that name."))
                    .taking("[NAME]", 0, 1, Kind.ANY)
                    .shownBy(
                            new Example(
                                    "latchkey provider add work --issuer https://id.example.com --client-id my-app",
                                    "add a server by its issuer"),
                            new Example(
                                    "latchkey provider add work --preset gitlab --host git.example.com --client-id my-app",
                                    "add a GitLab server")),
            CommandSpec.of("provider use", "Set the default provider: the one that is used where you name none.")
                    .taking("NAME", 1, 1, Kind.PROVIDER),
            CommandSpec.of(
                            "provider remove",
                            "Remove a provider. One with sessions is kept, except with --force.",
                            flag("force", "Remove it anyway; the sessions stay."))
                    .taking("NAME", 1, 1, Kind.PROVIDER),
            CommandSpec.of(
                    "doctor",
                    "Check what a login needs. Looks at folders, keyring, database, network and server.",
                    PLAIN_JSON),
            CommandSpec.of(
                    "demo",
                    "Show what Latchkey does, without an account. Everything from login to logout, against a server"
                            + " in this process; nothing is left behind.",
                    flag("auto", "Approve the login without you."),
                    flag("serve", "Only run the server, until Ctrl-C."),
                    NO_BROWSER),
            CommandSpec.of("completion", "Print a script that lets your shell complete command lines.")
                    .taking("SHELL", 1, 1, Kind.CHOICE, "bash", "zsh", "fish")
                    .shownBy(new Example("source <(latchkey completion bash)", "for this shell")),
            CommandSpec.of("help", "Explain a command or a topic.").taking("[TOPIC]", 0, 2, Kind.TOPIC),
            CommandSpec.of("complete", "Print what can stand next, one a line.")
                    .takingCommand("[WORD]...", 0)
                    .hidden(),
            CommandSpec.of("man", "Write man pages and completions into a folder.")
                    .taking("FOLDER", 1, 1, Kind.FILE)
                    .hidden(),
            CommandSpec.of("rehearse", "Run what is run often, for the archives of classes.")
                    .taking("[FILE]", 0, 1, Kind.FILE)
                    .hidden());

    static final OptionSpec VERSION = flag("version", "Show the version.").withLetter("V");

    private CommandTable() {}

    public static @Nullable CommandSpec command(String name) {
        for (CommandSpec command : COMMANDS) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        return null;
    }

    /** The visible subcommands of this parent or, for an empty name, the top-level commands. */
    public static List<CommandSpec> below(String parent) {
        List<CommandSpec> found = new ArrayList<>();
        for (CommandSpec command : COMMANDS) {
            boolean isBelow = parent.isEmpty()
                    ? command.name().indexOf(' ') < 0
                    : command.name().startsWith(parent + " ");
            if (isBelow && !command.isHidden()) {
                found.add(command);
            }
        }
        return found;
    }

    /** Whether the command only groups subcommands, one of which must be named. */
    static boolean isParent(CommandSpec command) {
        return !below(command.name()).isEmpty();
    }

    /** The options that are accepted with this command, or without one: the command's own first. */
    public static List<OptionSpec> options(@Nullable CommandSpec command) {
        List<OptionSpec> options = new ArrayList<>();
        if (command == null) {
            options.add(VERSION);
        } else {
            options.addAll(command.options());
        }
        options.addAll(COMMON);
        options.addAll(SERVER);
        return options;
    }
}
