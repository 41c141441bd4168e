package social.skein.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which other processes join and leave the deployment. */
final class MembershipLog implements MembershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipLog.class);

    @Override
    public void memberAdded(MembershipEvent event) {
        LOG.info("Another process has joined ({}); there are {} now", address(event), count(event));
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        LOG.info("Another process is gone ({}); there are {} now", address(event), count(event));
    }

    private static String address(MembershipEvent event) {
        Address address = event.getMember().getAddress();
        return address.getHost() + ":" + address.getPort();
    }

    private static int count(MembershipEvent event) {
        return event.getMembers().size();
    }
}
