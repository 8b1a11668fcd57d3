"""One Chinese sentence for each public name; the docstrings themselves are English."""

from __future__ import annotations

__all__ = ["SUMMARIES"]

SUMMARIES = {
    "compare": "按含义比较两份配置，返回差异；拼写、注释、引号与键的顺序不计，敏感信息只显示“不同”。",
    "dumps": "把 `ClusterConfig` 写成新的 YAML：省略默认值，写出敏感信息。",
    "fix": "对文档的副本反复应用安全的修复（`unsafe` 为真时应用全部修复）。",
    "generate": "按拓扑生成带注释的集群配置文件；未知内容写成占位符。",
    "json_schema": "返回给编辑器使用的 JSON Schema（draft-07）。",
    "lint": "检查文档、文本、字节或文件，返回报告。",
    "load": "读取并检查一个文件；内容有误也不抛出异常。",
    "loads": "读取并检查一段文本或字节。",
    "migrate": "把旧 apiVersion 的文档迁移到新版本，注释随键移动。",
    "ClusterConfig": "整个配置的类型化模型（Pydantic）；字段见[字段参考](fields/index.md)。",
    "Diagnostic": "一个问题：错在哪里、为什么、怎么办。其中永远不含敏感信息。",
    "Difference": "一处差异；敏感信息以掩码显示。",
    "Document": "文件的文本，以及其中每个内容的位置；可按字段读取、修改并保存。",
    "Edit": "一次文本替换：从偏移 `start` 到 `end`（不含）。",
    "Fix": "可以应用到文本上的修复。",
    "Fixed": "修复的结果。",
    "Loaded": "读取的结果：报告、文档与类型化的配置。",
    "Migration": "迁移的结果，以及移动、删除与待填内容的清单。",
    "Position": "文本中的位置：行、列从 1 开始，偏移从 0 开始，均按字符计。",
    "Related": "与问题有关的另一处位置。",
    "Report": "一个文件的全部问题，按位置排序。",
    "Severity": "问题的级别：错误、警告或提示。",
    "Topology": "要安装的集群；未说明的内容成为占位符或默认值。",
    "ClusterCfgError": "本软件包所有异常的基类。",
    "EditRefusedError": "无法安全进行的修改；什么都没有改变。",
    "InvalidConfigError": "文件中没有可用的配置；`report` 说明原因与位置。",
    "SaveError": "无法保存的文档；磁盘上的文件保持不变。",
}
