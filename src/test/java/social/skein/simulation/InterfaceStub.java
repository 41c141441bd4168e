package social.skein.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for an interface: answers the calls that are named, and refuses all others, so that nothing is passed over. */
final class InterfaceStub {
    private InterfaceStub() {}

    /** What is done when a method of that name is called. */
    interface StubMethod {
        @Nullable
        Object invoke(Object[] arguments) throws Exception;
    }

    static <T> T create(Class<T> type, Map<String, StubMethod> answers) {
        InvocationHandler handler = (self, method, arguments) -> invokeStub(self, method, arguments, answers);
        return type.cast(Proxy.newProxyInstance(InterfaceStub.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The same for what is an object already, but for some of its calls. */
    static <T> T create(Class<T> type, Object other, Map<String, StubMethod> answers) {
        InvocationHandler handler = (self, method, arguments) -> {
            if (answers.containsKey(method.getName())) {
                return invokeStub(self, method, arguments, answers);
            }
            try {
                return method.invoke(other, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(InterfaceStub.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invokeStub(
            Object self, Method method, @Nullable Object[] arguments, Map<String, StubMethod> answers)
            throws Throwable {
        StubMethod answer = answers.get(method.getName());
        if (answer != null) {
            return answer.invoke(arguments == null ? new Object[0] : arguments);
        }
        switch (method.getName()) {
            case "equals":
                return self == arguments[0];
            case "hashCode":
                return System.identityHashCode(self);
            case "toString":
                return "a stand-in";
            default:
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(self, method, arguments);
                }
                throw new UnsupportedOperationException("The simulation knows no " + method);
        }
    }
}
