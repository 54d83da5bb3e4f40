/** {@code wechat_configs}: messages of an enterprise application. Start at {@link dev.narthex.alert.receiver.wechat.WechatConfig}. */
@NullMarked
package dev.narthex.alert.receiver.wechat;

import org.jspecify.annotations.NullMarked;
