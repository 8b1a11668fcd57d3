"""Mistakes below `spec:` that an editor tells of, and what is right although it looks strange."""

from __future__ import annotations

__all__ = ["MISTAKES", "RIGHT"]

TEXT = "Expected: text; numbers, true and false need quotes."
NODE = "  masterNodes:\n    - nodeName: a\n      ip: 10.0.0.1\n"
S3 = "    type: external\n    externalRepoEndpoint: http://h\n    externalRepoUsername: u\n"
HTTP_PACKAGES = "    type: external\n    externalRepoType: centos\n    externalRepoURLs: [http://h]\n"
DATABASE = "  externalMiddlewares:\n    database:\n      kpanda:\n        - "
BESIDE_S3 = "does not go with S3-compatible storage (endpoint, user name and password)."
WITH_S3 = "must be given with S3-compatible storage (endpoint, user name and password)."
MISTAKES: dict[str, tuple[str, str, str]] = {
    "a misspelt key": ("  clusterNam: a\n", "clusterNam", "Property clusterNam is not allowed."),
    "a key of another block": ("  type: metallb\n", "type", "Property type is not allowed."),
    "an unknown key in a node": (NODE + "      user: root\n", "user", "Property user is not allowed."),
    "an unknown key in a union": (
        "  binaries:\n    type: builtin\n    url: x\n",
        "url",
        "Property url is not allowed.",
    ),
    "a node without its address": ("  masterNodes:\n    - nodeName: a\n", "n", 'Missing property "ip".'),
    "an empty required value": (NODE.replace("10.0.0.1", ""), "", "Expected: IP address."),
    "an empty item": ("  masterNodes:\n    -\n", "", 'Incorrect type. Expected "Node".'),
    "a block for a list": ("  masterNodes:\n    nodeName: a\n", "nodeName: a", "Expected: list of: mapping."),
    "a list for a block": ("  network:\n    - cni: calico\n", "- cni: calico", "Expected: mapping."),
    "a value for a block": ("  network: calico\n", "calico", "Expected: mapping."),
    "a password of digits": (NODE + "      ansiblePass: 123456\n", "123456", TEXT),
    "a label that is a boolean": (NODE + "      nodeLabels:\n        a/b: true\n", "true", TEXT),
    "a text for a number": (
        '  tinderKind:\n    registryPort: "443"\n',
        '"443"',
        "Expected: whole number from 1 to 65535.",
    ),
    "a number too large": (
        "  tinderKind:\n    registryPort: 70000\n",
        "70000",
        "Value is above the maximum of 65535.",
    ),
    "a number too small": ("  auditConfig:\n    logMaxAge: -1\n", "-1", "Value is below the minimum of 0."),
    "a text for a boolean": ("  cri:\n    skipProvision: yes\n", "yes", "Expected: true or false."),
    "a port that is none": (NODE + "      ansibleSSHPort: ssh\n", "ssh", "Expected: port number as text."),
    "a value that does not exist": (
        "  loadBalancer:\n    type: metalLB\n",
        "metalLB",
        "Expected one of: NodePort, metallb, cloudLB.",
    ),
    "a value neither text nor boolean": (
        "  loadBalancer:\n    SourceIP: [a]\n",
        "[a]",
        "Expected one of: auto, false.",
    ),
    "a mode that does not exist": (
        "  renewCerts:\n    mode: yearly\n",
        "yearly",
        "Expected one of: cyclical, onetime.",
    ),
    "an address out of range": (
        NODE.replace("10.0.0.1", "10.0.0.256"),
        "10.0.0.256",
        "Expected: IP address.",
    ),
    "a virtual IP without its prefix": (
        "  loadBalancer:\n    insightVip: 10.0.0.9\n",
        "10.0.0.9",
        "Expected: IP address with /32 (IPv6: /128).",
    ),
    "a range without its prefix": (
        "  network:\n    clusterCIDR: 10.0.0.0\n",
        "10.0.0.0",
        "Expected: network with prefix.",
    ),
    "a name in upper case": ("  clusterName: My_Cluster\n", "My_Cluster", "Expected: name (RFC 1123)."),
    "a relative path": ("  fullPackagePath: offline\n", "offline", "Expected: absolute path."),
    "a relative path in a list": ("  addonPackage:\n    path: [/a, b]\n", "b", "Expected: absolute path."),
    "a version without v": ("  k8sVersion: 1.29.5\n", "1.29.5", "Expected: version vX.Y.Z."),
    "a taint without effect": (
        NODE + "      nodeTaints: [a=b]\n",
        "a=b",
        "Expected: taint key=value:Effect.",
    ),
    "a placeholder": (
        "  imagesAndCharts:\n    type: external\n    externalImageRepo: http://xx.xx.xx.xx\n",
        "http://xx.xx.xx.xx",
        "This is a placeholder: put your own value here.",
    ),
    "a URL without scheme": (
        "  imagesAndCharts:\n    type: external\n    externalImageRepo: registry.example.com\n",
        "registry.example.com",
        "Expected: URL with http:// or https://.",
    ),
    "external without anything": (
        "  binaries:\n    type: external\n",
        "binaries",
        'Missing property "externalRepoEndpoint".',
    ),
    "half a credential": ("  binaries:\n" + S3, "binaries", 'Missing property "externalRepoPassword".'),
    "an empty password": (
        "  binaries:\n" + S3 + '    externalRepoPassword: ""\n',
        '""',
        f"externalRepoPassword {WITH_S3}",
    ),
    "a password of digits in a union": (
        "  binaries:\n" + S3 + "    externalRepoPassword: 1234\n",
        "1234",
        TEXT,
    ),
    "an endpoint beside builtin": (
        "  binaries:\n    type: builtin\n    externalRepoEndpoint: http://h\n",
        "http://h",
        "externalRepoEndpoint does not go with type: builtin.",
    ),
    "a type that does not exist": (
        "  binaries:\n    type: extern\n    externalRepoEndpoint: http://h\n",
        "extern",
        "Expected one of: official-service, builtin, external.",
    ),
    "URLs beside S3": (
        "  osRepos:\n" + S3 + "    externalRepoPassword: p\n    externalRepoURLs: [http://h]\n",
        "[http://h]",
        f"externalRepoURLs {BESIDE_S3}",
    ),
    "a URL where a list is meant": (
        "  osRepos:\n" + HTTP_PACKAGES.replace("[http://h]", "http://h"),
        "http://h",
        "Expected: list of: URL, or a line for apt.",
    ),
    "packages without URLs": (
        "  osRepos:\n    type: external\n    externalRepoType: centos\n",
        "osRepos",
        'Missing property "externalRepoURLs".',
    ),
    "an ISO beside official-service": (
        "  osRepos:\n    isoPath: /a.iso\n",
        "/a.iso",
        "isoPath does not go with type: official-service.",
    ),
    "a key by both its names": (
        "  externalMiddleware: {}\n  externalMiddlewares: {}\n",
        "{}",
        "externalMiddleware is an old name of externalMiddlewares, which is given too.",
    ),
    "a database without driver": (DATABASE + "dataSourceName: x\n", "d", 'Missing property "dbDriverName".'),
    "an empty access key": (
        '  externalMiddlewares:\n    S3Storage:\n      default:\n        endpoint: h\n        bucket: b\n        accessKey: ""\n        secretKey: s\n',
        '""',
        "accessKey must not be empty.",
    ),
}
"""Name -> text, what is underlined, and the message."""
RIGHT: dict[str, str] = {
    "nothing": "  clusterName:\n",
    "empty blocks": "  binaries:\n  osRepos:\n  addonPackage:\n    path:\n  workerNodes:\n  loadBalancer:\n",
    "S3": "  binaries:\n" + S3 + "    externalRepoPassword: p\n",
    "old names": "  bootstrap: {}\n" + DATABASE + "driver: mysql\n          dataSourceName: x\n",
    "undocumented values": "  network:\n    cni: flannel\n  osRepos:\n"
    + HTTP_PACKAGES.replace("centos", "rocky"),
    "empty credentials": "  binaries:\n    type: builtin\n    externalRepoUsername: ''\n    externalRepoPassword:\n",
    "a port as text and as number": NODE
    + '      ansibleSSHPort: "22"\n    - nodeName: b\n      ip: ::1\n      ansibleSSHPort: 22\n',
}
