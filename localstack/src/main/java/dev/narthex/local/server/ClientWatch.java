package dev.narthex.local.server;

import dev.narthex.api.query.ClientPresence;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;

/** Lets queries see that the client closed its connection. */
@ServerFilter("/api/v1/**")
final class ClientWatch {
  @RequestFilter
  void watch(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> netty) {
      Channel channel = netty.getChannelHandlerContext().channel();
      ClientPresence.watch(request, () -> !channel.isActive());
    }
  }
}
