package social.skein.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates stubs of interfaces. Calls without a stubbed method are rejected, so that no call is ignored. */
final class InterfaceStub {
    private InterfaceStub() {}

    /** The implementation of all methods with one name. */
    interface StubMethod {
        @Nullable
        Object invoke(Object[] arguments) throws Exception;
    }

    static <T> T create(Class<T> type, Map<String, StubMethod> methods) {
        InvocationHandler handler = (self, method, arguments) -> invokeStub(self, method, arguments, methods);
        return type.cast(Proxy.newProxyInstance(InterfaceStub.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Creates a proxy that replaces some methods of an existing object. */
    static <T> T create(Class<T> type, Object delegate, Map<String, StubMethod> methods) {
        InvocationHandler handler = (self, method, arguments) -> {
            if (methods.containsKey(method.getName())) {
                return invokeStub(self, method, arguments, methods);
            }
            try {
                return method.invoke(delegate, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(InterfaceStub.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invokeStub(
            Object self, Method method, @Nullable Object[] arguments, Map<String, StubMethod> methods)
            throws Throwable {
        StubMethod stub = methods.get(method.getName());
        if (stub != null) {
            return stub.invoke(arguments == null ? new Object[0] : arguments);
        }
        switch (method.getName()) {
            case "equals":
                return self == arguments[0];
            case "hashCode":
                return System.identityHashCode(self);
            case "toString":
                return "stub";
            default:
                if (method.isDefault()) {
                    return InvocationHandler.invokeDefault(self, method, arguments);
                }
                throw new UnsupportedOperationException("The simulation does not support " + method);
        }
    }
}
