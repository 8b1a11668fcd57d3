"""Wrong uses of clustercfg: each line that ends so is an error to every checker, and no other line is."""

import clustercfg

loaded = clustercfg.load(1)  # wrong
loaded.config.spec  # wrong
loaded.document.set("spec.clusterName", "name")  # wrong
loaded.report.finding  # wrong
loaded.report = clustercfg.lint("")  # wrong
config = loaded.require()
config.spec.cluster_name = 3  # wrong
config.spec.clustername = "name"  # wrong
config.spec.master_nodes[0].ip.version  # wrong
clustercfg.lint("", 3)  # wrong
clustercfg.generate(config)  # wrong
clustercfg.generate(clustercfg.Topology(), comments="many")  # wrong
clustercfg.dumps(loaded.config)  # wrong
clustercfg.json_schema(lang=None)  # wrong
clustercfg.compare("", None)  # wrong
clustercfg.Position(1, 2)  # wrong
clustercfg.Position(1, 2, "3")  # wrong
clustercfg.dump(config)  # wrong
name: int = config.spec.cluster_name  # wrong
for finding in loaded.report:
    finding.severity = clustercfg.Severity.INFO  # wrong
    finding.start.row  # wrong
    clustercfg.Severity.FATAL  # wrong
