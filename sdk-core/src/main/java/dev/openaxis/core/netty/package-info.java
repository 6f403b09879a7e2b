/**
 * The one public package that names Netty types, for hosts that share their event loops with the SDK. Everybody else
 * uses {@link dev.openaxis.core.AxisRuntime} alone. See {@link dev.openaxis.core.netty.NettyRuntime}.
 */
@NullMarked
package dev.openaxis.core.netty;

import org.jspecify.annotations.NullMarked;
