package social.skein.app;

/** Reports that another program took a port between its selection and the start of the server. */
final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTakenException(StartupException failure) {
        super(failure.getMessage(), failure);
    }
}
