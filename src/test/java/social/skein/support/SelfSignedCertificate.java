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
 * A self-signed certificate for the name localhost, in the formats that servers need.
 *
 * @param certificate a PEM file, also the trust anchor of clients
 * @param key a PEM file that only its owner may read
 * @param keyStore a PKCS #12 file with both
 */
public record SelfSignedCertificate(Path certificate, Path key, Path keyStore) {
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    /** Generates a certificate in a folder that other users can enter. */
    public static SelfSignedCertificate generate(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path store = folder.resolve("server.p12");
        runKeytool(store);
        SelfSignedCertificate generated =
                new SelfSignedCertificate(folder.resolve("server.crt"), folder.resolve("server.key"), store);
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            read.load(file, PASSWORD.toCharArray());
        }
        writePem(
                generated.certificate, "CERTIFICATE", read.getCertificate(ALIAS).getEncoded());
        writePem(generated.key, "PRIVATE KEY", privateKey(read));
        Files.setPosixFilePermissions(generated.key, PosixFilePermissions.fromString("rw-------"));
        return generated;
    }

    private static void runKeytool(Path store) throws IOException, InterruptedException {
        String program =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -keyalg RSA -keysize 2048 -validity 2 -dname CN=localhost -ext SAN=dns:localhost"
                + " -storetype PKCS12 -alias " + ALIAS + " -storepass " + PASSWORD + " -keystore " + store;
        Process process = new ProcessBuilder((program + " " + options).split(" "))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError("keytool failed: " + output);
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
