package social.skein.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Locale;

/**
 * A certificate for the name localhost, which vouches for itself, in the forms that servers want it in.
 *
 * @param certificate a PEM file, also for those who are to trust it
 * @param key a PEM file that only its owner may read
 * @param keyStore a PKCS #12 file with both
 */
public record SelfSignedCertificate(Path certificate, Path key, Path keyStore) {
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    /** Makes one in a folder that others may enter. */
    public static SelfSignedCertificate generate(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path store = folder.resolve("server.p12");
        runKeytool(store);
        SelfSignedCertificate made =
                new SelfSignedCertificate(folder.resolve("server.crt"), folder.resolve("server.key"), store);
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            read.load(file, PASSWORD.toCharArray());
        }
        writePem(made.certificate, "CERTIFICATE", read.getCertificate(ALIAS).getEncoded());
        writePem(made.key, "PRIVATE KEY", privateKey(read));
        Files.setPosixFilePermissions(made.key, PosixFilePermissions.fromString("rw-------"));
        return made;
    }

    private static void runKeytool(Path store) throws IOException, InterruptedException {
        String program =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -keyalg RSA -keysize 2048 -validity 2 -dname CN=localhost -ext SAN=dns:localhost"
                + " -storetype PKCS12 -alias " + ALIAS + " -storepass " + PASSWORD + " -keystore " + store;
        Process process = new ProcessBuilder((program + " " + options).split(" "))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError("No certificate could be made: " + said);
        }
    }

    private static byte[] privateKey(KeyStore store) throws GeneralSecurityException {
        return store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    }

    private static void writePem(Path file, String label, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file, String.format(Locale.ROOT, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n", label, text));
    }
}
