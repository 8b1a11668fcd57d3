"""The shape table: generated from the models by `python -m clustercfg.models.tabulate`, never edited by hand."""

from __future__ import annotations

from clustercfg.models.shapes import AnyShape, BooleanShape, ChoiceShape, EmbeddedShape, FieldShape, IntegerShape, ListShape, MapShape, MappingShape, StringShape, Variant

__all__ = ["TABLE"]

_METADATA = MappingShape(name='Metadata', fields={
    'creationTimestamp': FieldShape(shape=AnyShape()),
}, open=True)

_TINDER_KIND = MappingShape(name='TinderKind', fields={
    'instanceName': FieldShape(shape=StringShape()),
    'resourcesMountPath': FieldShape(shape=StringShape(format='absolute-path')),
    'registryPort': FieldShape(shape=IntegerShape(minimum=1, maximum=65535)),
    'minioServerPort': FieldShape(shape=IntegerShape(minimum=1, maximum=65535)),
    'minioConsolePort': FieldShape(shape=IntegerShape(minimum=1, maximum=65535)),
    'chartmuseumPort': FieldShape(shape=IntegerShape(minimum=1, maximum=65535)),
})

_LOAD_BALANCER = MappingShape(name='LoadBalancer', fields={
    'type': FieldShape(shape=StringShape(values=('NodePort', 'metallb', 'cloudLB'))),
    'istioGatewayVip': FieldShape(shape=StringShape(format='vip')),
    'insightVip': FieldShape(shape=StringShape(format='vip')),
    'SourceIP': FieldShape(shape=ChoiceShape(options=(StringShape(values=('auto', 'false')), BooleanShape()))),
})

_NODE = MappingShape(name='Node', fields={
    'nodeName': FieldShape(shape=StringShape(format='node-name'), required=True),
    'ip': FieldShape(shape=StringShape(format='ip'), required=True),
    'ansibleUser': FieldShape(shape=StringShape(), blank_is_absent=True),
    'ansiblePass': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
    'ansibleSSHPort': FieldShape(shape=ChoiceShape(options=(StringShape(format='port'), IntegerShape(minimum=1, maximum=65535)))),
    'ansibleExtraArgs': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
    'nodeTaints': FieldShape(shape=ListShape(item=StringShape(format='taint'))),
    'nodeLabels': FieldShape(shape=MapShape(value=StringShape())),
})

_OS_REPOS = MappingShape(name='OsRepos', fields={
    'type': FieldShape(shape=StringShape(values=('official-service', 'builtin', 'none', 'external')), blank_is_absent=True),
    'skipValidateOSPackage': FieldShape(shape=BooleanShape()),
    'isoPath': FieldShape(shape=StringShape(format='absolute-path')),
    'osPackagePath': FieldShape(shape=StringShape(format='absolute-path')),
    'externalRepoEndpoint': FieldShape(shape=StringShape(format='http-url')),
    'externalRepoUsername': FieldShape(shape=StringShape(), blank_is_absent=True),
    'externalRepoPassword': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
    'externalRepoType': FieldShape(shape=StringShape(values=('centos', 'debian', 'ubuntu'), open=True)),
    'externalRepoURLs': FieldShape(shape=ListShape(item=StringShape(format='package-repository'))),
}, discriminator='osRepos', variants={
    'official-service': Variant(allowed=('type', 'skipValidateOSPackage')),
    'builtin': Variant(allowed=('type', 'isoPath', 'osPackagePath', 'skipValidateOSPackage')),
    'none': Variant(allowed=('type', 'skipValidateOSPackage')),
    's3': Variant(allowed=('type', 'isoPath', 'osPackagePath', 'externalRepoEndpoint', 'externalRepoUsername', 'externalRepoPassword', 'skipValidateOSPackage'), required=('externalRepoEndpoint', 'externalRepoUsername', 'externalRepoPassword')),
    'http': Variant(allowed=('type', 'isoPath', 'osPackagePath', 'externalRepoType', 'externalRepoURLs', 'skipValidateOSPackage'), required=('externalRepoType', 'externalRepoURLs')),
})

_IMAGES_AND_CHARTS = MappingShape(name='ImagesAndCharts', fields={
    'type': FieldShape(shape=StringShape(values=('official-service', 'builtin', 'external')), blank_is_absent=True),
    'additionalSSLSubjectAltName': FieldShape(shape=StringShape(format='ssl-name')),
    'externalImageRepo': FieldShape(shape=StringShape(format='http-url')),
    'externalImageRepoUsername': FieldShape(shape=StringShape(), blank_is_absent=True),
    'externalImageRepoPassword': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
    'externalChartRepoType': FieldShape(shape=StringShape(values=('chartmuseum', 'harbor', 'jfrog'), open=True)),
    'externalChartRepo': FieldShape(shape=StringShape(format='http-url')),
    'externalChartRepoUsername': FieldShape(shape=StringShape(), old_names=('externalChartUsername',), blank_is_absent=True),
    'externalChartRepoPassword': FieldShape(shape=StringShape(secret=True), old_names=('externalChartMuseumPassword',), blank_is_absent=True),
}, discriminator='imagesAndCharts', variants={
    'official-service': Variant(allowed=('type', 'additionalSSLSubjectAltName')),
    'builtin': Variant(allowed=('type', 'additionalSSLSubjectAltName')),
    'external': Variant(allowed=('type', 'externalImageRepo', 'externalImageRepoUsername', 'externalImageRepoPassword', 'externalChartRepoType', 'externalChartRepo', 'externalChartRepoUsername', 'externalChartRepoPassword', 'additionalSSLSubjectAltName'), required=('externalImageRepo',)),
})

_ADDON_PACKAGE = MappingShape(name='AddonPackage', fields={
    'path': FieldShape(shape=ChoiceShape(options=(StringShape(format='absolute-path'), ListShape(item=StringShape(format='absolute-path'))))),
})

_BINARIES = MappingShape(name='Binaries', fields={
    'type': FieldShape(shape=StringShape(values=('official-service', 'builtin', 'external')), blank_is_absent=True),
    'externalRepoEndpoint': FieldShape(shape=StringShape(format='http-url')),
    'externalRepoUsername': FieldShape(shape=StringShape(), blank_is_absent=True),
    'externalRepoPassword': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
    'externalRepository': FieldShape(shape=StringShape(format='http-url')),
}, discriminator='binaries', variants={
    'official-service': Variant(allowed=('type',)),
    'builtin': Variant(allowed=('type',)),
    's3': Variant(allowed=('type', 'externalRepoEndpoint', 'externalRepoUsername', 'externalRepoPassword'), required=('externalRepoEndpoint', 'externalRepoUsername', 'externalRepoPassword')),
    'http': Variant(allowed=('type', 'externalRepoEndpoint'), required=('externalRepoEndpoint',)),
    'repository': Variant(allowed=('type', 'externalRepository', 'externalRepoUsername', 'externalRepoPassword'), required=('externalRepository',), together=(('externalRepoUsername', 'externalRepoPassword'),)),
})

_DATABASE = MappingShape(name='Database', fields={
    'dbDriverName': FieldShape(shape=StringShape(values=('mysql', 'postgres', 'kingbase'), open=True), required=True, old_names=('driver',)),
    'dataSourceName': FieldShape(shape=StringShape(secret=True), required=True),
    'accessType': FieldShape(shape=StringShape(values=('readwrite', 'readonly'))),
    'maxOpenConnections': FieldShape(shape=IntegerShape()),
    'maxIdleConnections': FieldShape(shape=IntegerShape()),
    'connectionMaxLifetimeSeconds': FieldShape(shape=IntegerShape()),
    'connectionMaxIdleSeconds': FieldShape(shape=IntegerShape(), old_names=('connectionMaxIdleTimeSeconds',)),
})

_ELASTICSEARCH_INSIGHT = MappingShape(name='ElasticsearchInsight', fields={
    'endpoint': FieldShape(shape=StringShape(format='http-url'), required=True),
    'anonymous': FieldShape(shape=BooleanShape()),
    'insecure': FieldShape(shape=BooleanShape()),
    'username': FieldShape(shape=StringShape(), blank_is_absent=True),
    'password': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
})

_ELASTICSEARCH = MappingShape(name='Elasticsearch', fields={
    'insight': FieldShape(shape=_ELASTICSEARCH_INSIGHT),
})

_REDIS = MappingShape(name='Redis', fields={
    'kpanda': FieldShape(shape=StringShape(format='redis-url', secret=True)),
})

_KAFKA = MappingShape(name='Kafka', fields={
    'brokers': FieldShape(shape=ListShape(item=StringShape(format='host-port')), required=True),
    'username': FieldShape(shape=StringShape(), blank_is_absent=True),
    'password': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
})

_OBJECT_STORAGE = MappingShape(name='ObjectStorage', fields={
    'endpoint': FieldShape(shape=StringShape(format='host-or-url'), required=True),
    'insecure': FieldShape(shape=BooleanShape()),
    'bucket': FieldShape(shape=StringShape(), required=True),
    'accessKey': FieldShape(shape=StringShape(secret=True), required=True, blank_is_absent=True),
    'secretKey': FieldShape(shape=StringShape(secret=True), required=True, blank_is_absent=True),
})

_EXTERNAL_MIDDLEWARES = MappingShape(name='ExternalMiddlewares', fields={
    'database': FieldShape(shape=MapShape(value=ListShape(item=_DATABASE), keys=('kpanda', 'ghippoApiserver', 'ghippoKeycloak', 'ghippoAuditserver', 'skoala', 'amamba', 'insight', 'ipavo', 'kcollie', 'gmagpie', 'dowl'))),
    'elasticsearch': FieldShape(shape=_ELASTICSEARCH),
    'redis': FieldShape(shape=_REDIS),
    'kafka': FieldShape(shape=_KAFKA),
    'S3Storage': FieldShape(shape=MapShape(value=_OBJECT_STORAGE, keys=('default',))),
})

_SYSCTL_SETTING = MappingShape(name='SysctlSetting', fields={
    'name': FieldShape(shape=StringShape(), required=True),
    'value': FieldShape(shape=ChoiceShape(options=(StringShape(), IntegerShape())), required=True),
})

_KUBESPRAY_VARIABLES = MappingShape(name='KubesprayVariables', fields={
    'ntp_timezone': FieldShape(shape=StringShape()),
    'node_sysctl_tuning': FieldShape(shape=BooleanShape()),
    'extra_sysctl': FieldShape(shape=ListShape(item=_SYSCTL_SETTING)),
    'bin_dir': FieldShape(shape=StringShape(format='absolute-path')),
    'http_proxy': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
    'https_proxy': FieldShape(shape=StringShape(secret=True), blank_is_absent=True),
    'upstream_dns_servers': FieldShape(shape=ListShape(item=StringShape(format='ip'))),
    'docker_mount_device': FieldShape(shape=StringShape()),
    'docker_storage_options': FieldShape(shape=StringShape()),
    'allow_unsupported_distribution_setup': FieldShape(shape=BooleanShape()),
    'debian_os_family_extensions': FieldShape(shape=ListShape(item=StringShape())),
    'redhat_os_family_extensions': FieldShape(shape=ListShape(item=StringShape())),
    'etcd_deployment_type': FieldShape(shape=StringShape(values=('host', 'kubeadm'), open=True)),
    'use_oracle_public_repo': FieldShape(shape=BooleanShape()),
    'preinstall_selinux_state': FieldShape(shape=StringShape()),
    'ubuntu_kernel_unattended_upgrades_disabled': FieldShape(shape=BooleanShape()),
    'calico_crds_download_url': FieldShape(shape=StringShape(format='http-url')),
}, open=True)

_AUDIT_CONFIG = MappingShape(name='AuditConfig', fields={
    'logPath': FieldShape(shape=StringShape()),
    'logHostPath': FieldShape(shape=StringShape()),
    'policyFile': FieldShape(shape=StringShape()),
    'logMaxAge': FieldShape(shape=IntegerShape(minimum=0)),
    'logMaxBackups': FieldShape(shape=IntegerShape(minimum=0)),
    'logMaxSize': FieldShape(shape=IntegerShape(minimum=0)),
    'policyCustomRules': FieldShape(shape=EmbeddedShape(contents=ListShape(item=AnyShape()))),
})

_NETWORK = MappingShape(name='Network', fields={
    'cni': FieldShape(shape=StringShape(values=('calico', 'cilium'), open=True)),
    'clusterCIDR': FieldShape(shape=StringShape(format='cidr')),
    'serviceCIDR': FieldShape(shape=StringShape(format='cidr')),
})

_CONTAINER_RUNTIME = MappingShape(name='ContainerRuntime', fields={
    'criProvider': FieldShape(shape=StringShape(values=('containerd', 'docker'))),
    'criVersion': FieldShape(shape=StringShape(format='cri-version')),
    'skipProvision': FieldShape(shape=BooleanShape()),
})

_RENEW_CERTS = MappingShape(name='RenewCerts', fields={
    'mode': FieldShape(shape=StringShape(values=('cyclical', 'onetime'))),
    'oneTimeValidDays': FieldShape(shape=IntegerShape(minimum=1)),
})

_SPEC = MappingShape(name='Spec', fields={
    'clusterName': FieldShape(shape=StringShape(format='cluster-name')),
    'bootstrapNode': FieldShape(shape=StringShape(format='bootstrap-node')),
    'tinderKind': FieldShape(shape=_TINDER_KIND, old_names=('bootstrap',)),
    'loadBalancer': FieldShape(shape=_LOAD_BALANCER),
    'privateKeyPath': FieldShape(shape=StringShape(format='absolute-path')),
    'masterNodes': FieldShape(shape=ListShape(item=_NODE)),
    'workerNodes': FieldShape(shape=ListShape(item=_NODE)),
    'etcdNodes': FieldShape(shape=ListShape(item=_NODE)),
    'ntpServer': FieldShape(shape=ListShape(item=StringShape(format='ntp'))),
    'fullPackagePath': FieldShape(shape=StringShape(format='absolute-path')),
    'osRepos': FieldShape(shape=_OS_REPOS),
    'imagesAndCharts': FieldShape(shape=_IMAGES_AND_CHARTS),
    'addonPackage': FieldShape(shape=_ADDON_PACKAGE),
    'binaries': FieldShape(shape=_BINARIES),
    'externalMiddlewares': FieldShape(shape=_EXTERNAL_MIDDLEWARES, old_names=('externalMiddleware',)),
    'kubeanConfig': FieldShape(shape=EmbeddedShape(contents=_KUBESPRAY_VARIABLES)),
    'k8sVersion': FieldShape(shape=StringShape(format='kubernetes-version')),
    'auditConfig': FieldShape(shape=_AUDIT_CONFIG),
    'network': FieldShape(shape=_NETWORK),
    'cri': FieldShape(shape=_CONTAINER_RUNTIME),
    'renewCerts': FieldShape(shape=_RENEW_CERTS),
})

_CLUSTER_CONFIG = MappingShape(name='ClusterConfig', fields={
    'apiVersion': FieldShape(shape=StringShape(values=('provision.daocloud.io/v1alpha3', 'provision.daocloud.io/v1alpha4')), required=True),
    'kind': FieldShape(shape=StringShape(values=('ClusterConfig',)), required=True),
    'metadata': FieldShape(shape=_METADATA),
    'spec': FieldShape(shape=_SPEC, required=True),
})

TABLE = _CLUSTER_CONFIG
