package dev.narthex.aws.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** s3proxy on loopback over a temporary folder, which goes with it. */
final class S3Emulator implements AutoCloseable {
  private final Path folder;
  private final S3Proxy proxy;

  S3Emulator() throws Exception {
    folder = Files.createTempDirectory("narthex-s3-");
    proxy = S3Proxy.builder().endpoint(URI.create("http://127.0.0.1:0")).blobStore(new OneWriterBlobStore(new FilesystemNio2BlobStore(folder.toString())))
        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, Wire.ACCESS_KEY, Wire.SECRET_KEY).ignoreUnknownHeaders(true).build();
    proxy.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        delete(path);
      }
    }
  }

  private static void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }
}
