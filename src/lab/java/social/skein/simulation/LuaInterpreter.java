package social.skein.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;
import social.skein.redis.LuaScript;

/** Runs the unmodified Lua scripts of this project. */
final class LuaInterpreter {
    private static final LuaInterpreter INSTANCE = new LuaInterpreter();

    private final Globals globals = JsePlatform.standardGlobals();
    private final Map<String, LuaValue> scriptsBySha = new HashMap<>();
    private BiFunction<String, List<String>, @Nullable Object> redis = (command, args) -> null;

    private LuaInterpreter() {
        LuaTable redis = new LuaTable();
        redis.set("call", new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs args) {
                List<String> strings = new ArrayList<>();
                for (int i = 2; i <= args.narg(); i++) {
                    strings.add(args.arg(i).tojstring());
                }
                return toLua(LuaInterpreter.this.redis.apply(args.arg1().tojstring(), strings));
            }
        });
        globals.set("redis", redis);
        // Its name in Lua 5.1, which Redis uses.
        globals.set("unpack", globals.get("table").get("unpack"));
        for (String name : List.of("timeline-push.lua", "timeline-claim.lua", "timeline-build.lua")) {
            String source = source(name);
            scriptsBySha.put(sha(source), globals.load(source, name));
        }
    }

    private static String source(String name) {
        try (InputStream file = LuaScript.class.getResourceAsStream("/lua/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns the hash by which Redis identifies a script. */
    private static String sha(String source) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param redis executes a command */
    static @Nullable Object run(
            String sha,
            List<String> keys,
            List<String> args,
            BiFunction<String, List<String>, @Nullable Object> redis) {
        synchronized (INSTANCE) {
            INSTANCE.redis = redis;
            INSTANCE.globals.set("KEYS", toLuaTable(keys));
            INSTANCE.globals.set("ARGV", toLuaTable(args));
            return fromLua(INSTANCE.scriptsBySha.get(sha).call());
        }
    }

    private static LuaTable toLuaTable(List<String> strings) {
        LuaTable table = new LuaTable();
        for (int i = 0; i < strings.size(); i++) {
            table.set(i + 1, LuaValue.valueOf(strings.get(i)));
        }
        return table;
    }

    private static LuaValue toLua(@Nullable Object reply) {
        if (reply == null) {
            return LuaValue.FALSE;
        } else if (reply instanceof Number number) {
            return LuaValue.valueOf(number.doubleValue());
        } else if (reply instanceof List<?> elements) {
            LuaTable table = new LuaTable();
            for (int i = 0; i < elements.size(); i++) {
                table.set(i + 1, toLua(elements.get(i)));
            }
            return table;
        }
        return LuaValue.valueOf(reply.toString());
    }

    private static @Nullable Object fromLua(LuaValue value) {
        return value.isnil() ? null : value.isnumber() ? (Object) value.tolong() : value.tojstring();
    }
}
