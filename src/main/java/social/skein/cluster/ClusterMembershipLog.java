package social.skein.cluster;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs which other processes join and leave the deployment. */
final class ClusterMembershipLog implements MembershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMembershipLog.class);

    @Override
    public void memberAdded(MembershipEvent event) {
        log("Another process has joined ({})", event);
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        log("Another process is gone ({})", event);
    }

    /** Hazelcast also reports the process itself. */
    private static void log(String sentence, MembershipEvent event) {
        if (!event.getMember().localMember()) {
            Address address = event.getMember().getAddress();
            LOG.info(sentence, address.getHost() + ":" + address.getPort());
        }
    }
}
