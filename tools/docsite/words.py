"""The words that generated pages add to the texts of the program, in both languages."""

from __future__ import annotations

__all__ = ["LANGUAGES", "word"]

LANGUAGES = {"en": "English", "zh": "简体中文"}

_WORDS = {
    "start": ("Start", "开始"),
    "how-to": ("How-to", "操作指南"),
    "reference": ("Reference", "参考"),
    "explanation": ("Background", "原理"),
    "project": ("Project", "项目"),
    "rules": ("Rules", "规则"),
    "fields": ("Fields", "字段"),
    "commands": ("Commands", "命令"),
    "python": ("Python API", "Python API"),
    "changelog": ("Changelog", "变更日志"),
    "security": ("Security", "安全"),
    "benchmarks": ("Measurements", "测量"),
    "mistakes": ("Usual mistakes", "常见错误"),
    "severity": ("Severity", "级别"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("info", "提示"),
    "fix": ("Fix", "修复"),
    "safe": ("safe", "安全"),
    "unsafe": ("unsafe", "不安全"),
    "safe or unsafe": ("safe or unsafe", "安全或不安全"),
    "none": ("none", "无"),
    "since": ("Since", "始于"),
    "installer": ("installer", "安装器"),
    "code": ("Code", "代码"),
    "name": ("Name", "名称"),
    "finds": ("What it finds", "发现的问题"),
    "says": ("What lint says", "lint 的输出"),
    "rules-intro": (
        "Every finding has a code that is never reused and a name. `clustercfg explain CODE` shows the same page at the terminal.",
        "每个问题都有一个永不复用的代码和一个名称。在终端中，`clustercfg explain 代码` 显示同样的内容。",
    ),
    "severities": (
        "An **error** means: by the public documents, the installer fails or does something else than what is written. A **warning** is risky, outdated or doubtful, or depends on the environment. An **info** is advice.",
        "**错误**：按照公开文档，安装器会失败，或者所做的与所写的不同。**警告**：有风险、已过时、存疑，或取决于环境。**提示**：建议。",
    ),
    "CC1": ("CC1: the text and its YAML", "CC1：文本与 YAML"),
    "CC2": ("CC2: keys, types and values", "CC2：键、类型与值"),
    "CC3": ("CC3: the cluster as a whole", "CC3：集群整体"),
    "CC4": ("CC4: packages and storage", "CC4：安装包与存储"),
    "type": ("Type", "类型"),
    "unit": ("Unit", "单位"),
    "values": ("Values", "取值"),
    "remark": (" ({text})", "（{text}）"),
    "comma": (", ", "、"),
    "doubtful": ("others are doubtful", "其他取值存疑"),
    "default": ("Default", "默认值"),
    "required": ("Required", "必填"),
    "yes": ("yes", "是"),
    "required-when": ("Required", "必填条件"),
    "when": ("when {condition}", "{condition}"),
    "old-names": ("Old names", "旧名称"),
    "source": ("Source", "来源"),
    "secret": ("secret: shown masked everywhere", "敏感信息：在任何地方都只显示掩码"),
    "example": ("Example", "示例"),
    "field": ("Field", "字段"),
    "fields-intro": (
        "Every field that the public documents name, for `v1alpha3` and `v1alpha4`. `clustercfg explain FIELD` shows the same at the terminal, the [JSON Schema](../../how-to/editors.md) in an editor. Sources are pages of the public documentation repository [DaoCloud-docs]({repository}).",
        "公开文档中出现的所有字段，适用于 `v1alpha3` 与 `v1alpha4`。在终端中，`clustercfg explain 字段` 显示同样的内容；在编辑器中由 [JSON Schema](../../how-to/editors.md) 显示。来源是公开文档仓库 [DaoCloud-docs]({repository}) 中的页面。",
    ),
    "head": ("Head of the file", "文件头"),
    "general": ("General settings of spec", "spec 的一般设置"),
    "usage": ("Usage", "用法"),
    "argument": ("Argument", "参数"),
    "meaning": ("Meaning", "含义"),
    "examples": ("Examples", "示例"),
    "exit-codes": ("Exit codes", "退出码"),
    "exit-code": ("Exit code", "退出码"),
    "bug": ("a bug in clustercfg", "clustercfg 自身的缺陷"),
    "wrong-usage": ("wrong usage", "用法错误"),
    "unreadable": ("something could not be read or written", "有内容无法读取或写入"),
    "arguments": ("Arguments", "参数"),
    "choices": ("one of", "取值之一"),
    "command": ("Command", "命令"),
    "commands-intro": (
        "Each command also runs as `python -m clustercfg …`. Data goes to standard output, talk to standard error.",
        "每个命令也可以用 `python -m clustercfg …` 运行。数据写到标准输出，说明写到标准错误。",
    ),
    "python-intro": (
        "Everything that `import clustercfg` offers. Names are loaded when they are first used, so the import itself costs almost nothing. No function prints, and bad content never raises: it is told in a report.",
        "`import clustercfg` 提供的全部内容。名称在第一次使用时才加载，因此导入本身几乎没有开销。任何函数都不会打印输出，内容有误也不会抛出异常，而是写在报告里。",
    ),
    "functions": ("Functions", "函数"),
    "classes": ("Classes", "类"),
    "exceptions": ("Exceptions", "异常"),
    "member": ("Member", "成员"),
    "ClusterConfig": (
        "Keys of the file are attributes in Python's spelling, such as `config.spec.load_balancer.istio_gateway_vip`; [every field](fields/index.md) has its own. It is a Pydantic model: `ClusterConfig.model_validate({...})` works without any YAML and takes the keys of the file, and every value is checked as it is set. Secrets show as asterisks; `.get_secret_value()` gives them.",
        "文件中的键对应 Python 写法的属性，例如 `config.spec.load_balancer.istio_gateway_vip`；见[全部字段](fields/index.md)。它是 Pydantic 模型：`ClusterConfig.model_validate({...})` 不需要 YAML，直接接受文件中的键，设置时会检查每个值。敏感信息显示为星号，用 `.get_secret_value()` 取得。",
    ),
    "raises": ("Raises", "抛出"),
    "parameters": ("Parameters", "参数"),
    "mistakes-intro": (
        "How much is found of what people really do wrong: a program made these mistakes in valid files, `lint` judged the outcome, and its fixes were compared with the file of before. Two kinds leave no trace in the file; the second row is without them. None of the valid files had a finding at error level. `make mistakes` measures it again.",
        "人们真实会犯的错误有多少能被发现：由程序在正确的文件中制造这些错误，用 `lint` 检查，并把修复的结果与原来的文件比较。其中两类错误在文件中不留任何痕迹，第二行不计入它们。正确的文件中没有一个出现错误级别的结果。`make mistakes` 可以重新测量。",
    ),
    "benchmarks-intro": (
        "Times on one small machine; `CONTRIBUTING.md` tells the commands that measure them again.",
        "在一台小机器上测得的时间；重新测量的命令见 `CONTRIBUTING.md`。",
    ),
    "english-table": ("", "下面的内容以英文维护。"),
    "english-only": ("", "变更日志以英文维护。"),
    "english-docstring": ("", "函数与类的说明取自源代码中的英文文档字符串。"),
    "to-top": ("Back to top", "回到顶部"),
}


def word(key: str, language: str) -> str:
    """Return a word of the site in a language.

    Raises:
        KeyError: there is no such word.
    """
    english, chinese = _WORDS[key]
    return chinese if language == "zh" else english
