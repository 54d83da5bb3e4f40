package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.config.DiscoveryConfig.Dns.RecordType;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** {@code dns_sd_configs}: asks name servers through the JDK's own DNS provider. */
final class DnsDiscovery implements TargetDiscovery {
  /** The name servers of the system, as the JDK finds them. */
  static final String SYSTEM_SERVERS = "dns:";

  private final DiscoveryConfig.Dns config;
  private final String servers;

  /**
   * @param servers as JNDI names them: {@code dns://host:port}, several with a space between
   */
  DnsDiscovery(DiscoveryConfig.Dns config, String servers) {
    this.config = config;
    this.servers = servers;
  }

  @Override
  public List<Group> discover() throws DiscoveryException {
    List<Group> groups = new ArrayList<>();
    for (String name : config.names()) {
      List<Labels> targets = new ArrayList<>();
      for (String entry : lookup(name)) {
        targets.add(target(name, entry));
      }
      groups.add(new Group("dns_sd_configs " + name, targets, Labels.empty()));
    }
    return groups;
  }

  @SuppressWarnings("BanJNDI") // the DNS provider answers texts of records and deserialises nothing; the context factory is fixed
  private List<String> lookup(String name) throws DiscoveryException {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, servers);
    environment.put("com.sun.jndi.dns.timeout.initial", "2000");
    environment.put("com.sun.jndi.dns.timeout.retries", "2");
    try {
      DirContext context = new InitialDirContext(environment);
      try {
        Attribute records = context.getAttributes(name, new String[] {config.type().name()}).get(config.type().name());
        List<String> found = new ArrayList<>();
        if (records != null) {
          NamingEnumeration<?> all = records.getAll();
          while (all.hasMore()) {
            found.add(String.valueOf(all.next()));
          }
        }
        found.sort(null);
        return found;
      } finally {
        context.close();
      }
    } catch (NameNotFoundException e) {
      return List.of();
    } catch (NamingException e) {
      throw new DiscoveryException("dns_sd_configs: " + name + ": " + e.getMessage(), e);
    }
  }

  /** SRV: {@code priority weight port target}; MX: {@code preference target}; others: the address or name. */
  private Labels target(String name, String entry) {
    String[] words = entry.split(" ");
    String host = withoutDot(words[words.length - 1]);
    String port = config.type() == RecordType.SRV && words.length == 4 ? words[2] : Integer.toString(config.port());
    Labels.Builder labels = Labels.builder().set("__meta_dns_name", name);
    switch (config.type()) {
      case SRV -> labels.set("__meta_dns_srv_record_target", words[words.length - 1]).set("__meta_dns_srv_record_port", port);
      case MX -> labels.set("__meta_dns_mx_record_target", words[words.length - 1]);
      case NS -> labels.set("__meta_dns_ns_record_target", words[words.length - 1]);
      case A, AAAA -> { }
    }
    return labels.set(Target.ADDRESS, (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port).build();
  }

  private static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
