"""Files full of secrets, whole and damaged; every secret is a word that stands nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

__all__ = ["DAMAGES", "SECRET_LINES", "WHOLE", "damaged_files", "markers"]

_TEMPLATE = """\
apiVersion: provision.daocloud.io/v1alpha3
kind: ClusterConfig
metadata:
# the old password: @@
spec:
  clusterName: my-cluster
  bootstrapNode: 10.6.127.9
  loadBalancer:
    type: NodePort
  masterNodes:
    - nodeName: g-master1
      ip: 10.6.127.11
      ansibleUser: root
      ansiblePass: @@
      ansibleExtraArgs: "ansible_become_pass='@@'  k='v'"
  workerNodes:
    - {nodeName: g-worker1, ip: 10.6.127.12, ansibleUser: root, ansiblePass: @@}
  etcdNodes:
    - nodeName: g-etcd1
      ip: 10.6.127.13
      ansibleUser: root
      ansiblePass: '@@'
  fullPackagePath: /root/offline
  osRepos:
    type: external
    isoPath: /root/rhel.iso
    osPackagePath: /root/os-pkgs-redhat8-v0.6.6.tar.gz
    externalRepoEndpoint: http://user:@@@10.6.170.5:9000
    externalRepoUsername: rootuser
    externalRepoPassword: "@@"
  imagesAndCharts:
    type: external
    externalImageRepo: https://user:@@@registry.example.com
    externalImageRepoUsername: admin
    externalImageRepoPassword: @@
    externalChartRepoType: harbor
    externalChartRepo: https://charts.example.com
    externalChartRepoUsername: rootuser
    externalChartRepoPassword: @@
  binaries:
    type: external
    externalRepoEndpoint: http://10.6.170.5:9000
    externalRepoUsername: rootuser
    externalRepoPassword: @@
  externalMiddlewares:
    database:
      kpanda:
        - dbDriverName: mysql
          dataSourceName: user:@@@tcp(10.6.127.20:3306)/dbname
      skoala:
        - dbDriverName: postgres
          dataSourceName: "host=10.6.127.20 user=skoala password=@@ dbname=skoala port=5432"
    elasticsearch:
      insight:
        endpoint: https://10.6.127.20:9200
        username: elastic
        password: @@
    redis:
      kpanda: redis://:@@@10.6.127.20:6379/0
    kafka:
      brokers: [10.6.127.20:9092]
      username: admin
      password: @@
    S3Storage:
      default:
        endpoint: 10.6.127.20:9000
        bucket: bucketname
        accessKey: @@
        secretKey: @@
  kubeanConfig: |
    etcd_deployment_type: host
    http_proxy: http://user:@@@10.6.127.20:3128
    https_proxy: http://user:@@@10.6.127.20:3128
    registry_password: @@
"""
MARKER = re.compile(r"Zq[0-9]{2}wK")


def _numbered(template: str) -> str:
    parts = template.split("@@")
    return "".join(
        part + (f"Zq{number:02}wK" if number + 1 < len(parts) else "") for number, part in enumerate(parts)
    )


WHOLE = _numbered(_TEMPLATE)
SECRET_LINES = tuple(number for number, line in enumerate(WHOLE.split("\n")) if MARKER.search(line))
_LINE = re.compile(r"([ ]*(?:#[ ])?(?:-[ ])?)(.+?)(: )(.*)\Z")


def markers(text: str) -> list[str]:
    """Return the secrets that `text` shows."""
    return MARKER.findall(text)


Damage = Callable[[str, str, str], str]
"""Takes the indentation, key and value of a line, and returns the line (or lines) after a slip."""


def _value(form: str) -> Damage:
    """Return the damage that writes another value; `{}` stands for the bare one, `  ` for its indentation."""
    return lambda lead, key, value: (
        f"{lead}{key}: " + form.replace("~", " " * len(lead)).replace("{}", value.strip("\"'"))
    )


def _key(change: Callable[[str], str]) -> Damage:
    return lambda lead, key, value: f"{lead}{change(key)}: {value}"


DAMAGES: dict[str, Damage] = {
    "none": lambda lead, key, value: f"{lead}{key}: {value}",
    "no blank": lambda lead, key, value: f"{lead}{key}:{value}",
    "no colon": lambda lead, key, value: f"{lead}{key} {value}",
    "an equals sign": lambda lead, key, value: f"{lead}{key}={value}",
    "an equals sign among blanks": lambda lead, key, value: f"{lead}{key} = {value}",
    "two colons": lambda lead, key, value: f"{lead}{key}:: {value}",
    "a blank before the colon": lambda lead, key, value: f"{lead}{key} : {value}",
    "a full-width colon": lambda lead, key, value: f"{lead}{key}：{value}",
    "a quoted key": lambda lead, key, value: f'{lead}"{key}": {value}',
    "a quoted key without a blank": lambda lead, key, value: f'{lead}"{key}":{value}',
    "a tab": lambda lead, key, value: f"{lead}{key}:\t{value}",
    "tabs": lambda lead, key, value: f"\t{lead}{key}: {value}",
    "too deep": lambda lead, key, value: f"   {lead}{key}: {value}",
    "not deep enough": lambda lead, key, value: f"{lead[1:]}{key}: {value}",
    "at the very left": lambda lead, key, value: f"{lead.lstrip()}{key}: {value}",
    "twice": lambda lead, key, value: f"{lead}{key}: {value}\n{lead}{key}: {value}",
    "a comment": lambda lead, key, value: f"# {lead}{key}: {value}",
    "a comment of another language": lambda lead, key, value: f"{lead}// {key}: {value}",
    "on the next line": lambda lead, key, value: f"{lead}{key}:\n{lead}    {value}",
    "on the next line, not indented": lambda lead, key, value: f"{lead}{key}:\n{lead}{value}",
    "on the next line, without a colon": lambda lead, key, value: f"{lead}{key}\n{lead}  {value}",
    "an explicit key": lambda lead, key, value: f"{lead}? {key}\n{lead}: {value}",
    "an item": lambda lead, key, value: f"{lead}- {key}: {value}",
    "an item without a blank": lambda lead, key, value: f"{lead}-{key}: {value}",
    "without its first letter": _key(lambda key: key[1:]),
    "without its last letter": _key(lambda key: key[:-1]),
    "without a letter": _key(lambda key: key[: len(key) // 2] + key[len(key) // 2 + 1 :]),
    "a letter twice": _key(lambda key: key[:3] + key[2:]),
    "two letters changed": _key(lambda key: key[:-3] + key[-2] + key[-3] + key[-1]),
    "in capitals": _key(str.upper),
    "in small letters": _key(str.lower),
    "with a hyphen": _key(lambda key: key[:4] + "-" + key[4:]),
    "with a blank": _key(lambda key: key + " here"),
    "a short name": _key(lambda _key: "pw"),
    "an unknown name": _key(lambda _key: "adminPassword"),
    "a Chinese name": _key(lambda _key: "密码"),
    **{f"with {mark} in front": _value(mark + "{}") for mark in "@*&!|>{[%`?-,]}\"'“"},
    **{f"with {mark} and a blank in front": _value(mark + " {}") for mark in "-?|>&!#"},
    "a word behind it": _value("{} more"),
    "a colon behind it": _value("{}: more"),
    "a colon at its end": _value("{}:"),
    "a comment behind it": _value("a # {}"),
    "a comment in place of it": _value("# {}"),
    "quotes and more": _value('"{}" more'),
    "quotes before more": _value('"a" {}'),
    "a dollar in quotes": _value('"\\${}"'),
    "a dollar behind it in quotes": _value('"{}\\$"'),
    "smart quotes": _value("“{}”"),
    "quotes over lines": _value('"a\n~  {}"'),
    "quotes over lines at the left": _value('"a\n{}"'),
    "open quotes over lines": _value('"a\n~  {}'),
    "open quotes over lines at the left": _value('"a\n{}'),
    "a text block": _value("|\n~  {}"),
    "a text block not indented": _value("|-\n~{}"),
    "a text block at the left": _value("|-\n{}\nb"),
    "a folded block of lines": _value(">-\n~  a\n~  {}"),
    "a text block of keys": _value("|\n~  a: {}\n~ b: {}"),
    "a private key": _value("|\n-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----"),
    "plain over lines": _value("a\n~    {}"),
    "a list": _value("[a, {}]"),
    "a list of lines": _value("\n~  - a\n~  - {}"),
    "a mapping": _value("{a: {}, b: c}"),
    "a mapping of lines": _value("\n~  a: {}\n~  {}: b"),
    "an anchor": _value("&x {}"),
    "an alias": _value("*{}"),
    "a tag": _value("!!str {}"),
    "a placeholder beside it": _value("<{}>"),
    "a template": _value("{{ {} }}"),
    "a number": _value("0{}"),
}


def damaged_files() -> Iterator[tuple[str, str]]:
    """Yield a name and a file for every kind of damage to every line with a secret."""
    lines = WHOLE.split("\n")
    for number in SECRET_LINES:
        match = _LINE.match(lines[number])
        if match is None:
            continue
        lead, key, _colon, value = match.groups()
        for name, damage in DAMAGES.items():
            if "#" in lead and "\n" in damage(lead, key, value):
                continue  # what stands below a comment is no comment
            changed = [*lines[:number], damage(lead, key, value), *lines[number + 1 :]]
            yield f"{key}: {name}", "\n".join(changed)
