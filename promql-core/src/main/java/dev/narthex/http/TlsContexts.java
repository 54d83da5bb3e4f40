package dev.narthex.http;

import dev.narthex.secret.SecretSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Builds TLS contexts from PEM texts: own authorities, client certificates (PKCS#8 keys: RSA, EC, Ed25519). */
public final class TlsContexts {
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
  private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private TlsContexts() {}

  /** A context that trusts and presents what the configuration says; references are read now. */
  public static SSLContext of(TlsConfig config, SecretSource secrets) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(config, secrets), trustManagers(config, secrets), null);
    return context;
  }

  /** The protocol versions from minimum (default TLS 1.2) to maximum. */
  public static String[] protocols(TlsConfig config) {
    int min = config.minVersion().isEmpty() ? 2 : VERSIONS.indexOf(config.minVersion());
    int max = config.maxVersion().isEmpty() ? 3 : VERSIONS.indexOf(config.maxVersion());
    return PROTOCOLS.subList(Math.min(min, max), max + 1).toArray(String[]::new);
  }

  private static KeyManager[] keyManagers(TlsConfig config, SecretSource secrets) throws GeneralSecurityException, IOException {
    if (config.certificate().isEmpty() || config.key().isEmpty()) {
      return new KeyManager[0];
    }
    Collection<? extends Certificate> chain = certificates(config.certificate().get().reveal(secrets));
    PrivateKey key = privateKey(config.key().get().reveal(secrets));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static TrustManager @org.jspecify.annotations.Nullable [] trustManagers(TlsConfig config, SecretSource secrets) throws GeneralSecurityException, IOException {
    if (config.insecureSkipVerify()) {
      return new TrustManager[] {new TrustAll()};
    }
    if (config.ca().isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int n = 0;
    for (Certificate certificate : certificates(config.ca().get().reveal(secrets))) {
      store.setCertificateEntry("ca" + n++, certificate);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    int begin = pem.indexOf("-----BEGIN PRIVATE KEY-----");
    int end = pem.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      throw new InvalidKeySpecException("the key is not in PKCS#8 (\"BEGIN PRIVATE KEY\"); convert it with: openssl pkcs8 -topk8 -nodes");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + 27, end));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        if (algorithm.equals(KEY_ALGORITHMS.getLast())) {
          throw e;
        }
      }
    }
    throw new InvalidKeySpecException("the key's algorithm is none of " + KEY_ALGORITHMS);
  }

  /** For {@code insecure_skip_verify}: the user asked for it. Extends the extended manager so that the JDK adds no host name check. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
