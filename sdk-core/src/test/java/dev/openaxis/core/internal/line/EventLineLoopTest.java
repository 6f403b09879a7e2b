package dev.openaxis.core.internal.line;

import dev.openaxis.core.line.LineLoop;
import dev.openaxis.core.line.LineLoopContract;
import dev.openaxis.core.line.ThreadLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

class EventLineLoopTest extends LineLoopContract {
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ThreadLoop timers = new ThreadLoop("timers");
    private final LineLoop loop = new EventLineLoop(group.next(), timers);

    @Override
    protected LineLoop loop() {
        return loop;
    }

    @AfterEach
    @Override
    protected void end() {
        timers.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(20_000);
    }
}
