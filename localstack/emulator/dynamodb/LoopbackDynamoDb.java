import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * DynamoDBLocal in memory, for LocalStack to put in front of. Its own server listens on every interface; this one on loopback alone.
 * Of the arguments that LocalStack gives, the port is the one that matters here.
 */
public final class LoopbackDynamoDb {
  private static final int RANDOM_PORT = 0;

  private LoopbackDynamoDb() {}

  /** LocalStack wants an agent that raises a limit of indexes, which Narthex does not meet. */
  public static void premain(String ignored) {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    int at = given.indexOf("-port");
    Server server = new Server();
    ServerConnector loopback = new ServerConnector(server);
    loopback.setHost("127.0.0.1");
    loopback.setPort(at < 0 ? RANDOM_PORT : Integer.parseInt(given.get(at + 1)));
    server.addConnector(loopback);
    server.setHandler(new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, given.contains("-sharedDb"), false), null));
    server.start();
    server.join();
  }
}
