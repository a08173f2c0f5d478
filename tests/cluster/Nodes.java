import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/**
 * Nodes.java HOME WORK COUNT HTTP TRANSPORT [ONLY]: a cluster of COUNT nodes on
 * loopback, node n at the ports HTTP+n and TRANSPORT+n, all of them in this process or
 * just the one numbered ONLY. Says READY when they have found each other.
 */
public class Nodes {
    public static void main(String[] given) throws Exception {
        Path home = Paths.get(given[0]), work = Paths.get(given[1]);
        int count = Integer.parseInt(given[2]);
        int http = Integer.parseInt(given[3]), transport = Integer.parseInt(given[4]);
        List<Node> nodes = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            if (given.length < 6 || Integer.parseInt(given[5]) == number) {
                nodes.add(node(home, work, count, number, http, transport));
            }
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(nodes)));
        Thread watching = new Thread(Nodes::endWithParent);
        watching.setDaemon(true);
        watching.start();
        // Each waits for the others.
        List<Thread> starting = new ArrayList<>();
        for (Node node : nodes) {
            Thread thread = new Thread(() -> start(node));
            thread.start();
            starting.add(thread);
        }
        for (Thread thread : starting) {
            thread.join();
        }
        System.out.println("READY");
        Thread.currentThread().join();
    }

    /** A node; made directly, it asks neither who starts it nor how. */
    private static Node node(
        Path home, Path work, int count, int number, int http, int transport
    ) throws Exception {
        Path here = work.resolve("n" + number);
        Path config = Files.createDirectories(here.resolve("config"));
        Settings.Builder settings = Settings.builder()
            .put("path.home", home.toString())
            .put("path.data", here.resolve("data").toString())
            .put("path.logs", here.resolve("logs").toString())
            .put("cluster.name", "tests")
            .put("node.name", "n" + number)
            .put("network.host", "127.0.0.1")
            .put("http.port", http + number)
            .put("transport.port", transport + number)
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            // A node that stands still is given up after ten seconds, not thirty.
            .put("cluster.fault_detection.follower_check.timeout", "5s")
            .put("cluster.fault_detection.follower_check.retry_count", 2);
        if (count == 1) {
            settings.put("discovery.type", "single-node");
        } else {
            List<String> seeds = new ArrayList<>(), names = new ArrayList<>();
            for (int other = 0; other < count; other++) {
                seeds.add("127.0.0.1:" + (transport + other));
                names.add("n" + other);
            }
            settings.putList("discovery.seed_hosts", seeds)
                .putList("cluster.initial_cluster_manager_nodes", names);
        }
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Collections.emptyMap(), config, () -> "node"
        );
        return new Node(environment) { };
    }

    /** Whoever started this holds its standard input open, and has ended when it ends. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) { }
        } catch (java.io.IOException error) {
            error.printStackTrace();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void start(Node node) {
        try {
            node.start();
        } catch (Exception error) {
            error.printStackTrace();
            System.exit(1);
        }
    }

    private static void close(List<Node> nodes) {
        for (Node node : nodes) {
            try {
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
        }
    }
}
