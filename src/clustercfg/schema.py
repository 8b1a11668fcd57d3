"""The JSON Schema for editors, made from the models.

Draft-07, every mapping closed, every key of a union listed once, and conditions that say which of them belong
together: measured against yaml-language-server, this shape gives one message for each mistake and offers every key.
`null` is accepted wherever the models take it for an absent key. `python -m clustercfg.schema` writes the files of the
folder `schemas`; with `--check` it only says whether they are up to date.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from clustercfg.models.shape_table import TABLE
from clustercfg.schema_absence import ABSENCES
from clustercfg.schema_formats import format_definitions
from clustercfg.schema_keywords import schema_of
from clustercfg.translation import gettext as _
from clustercfg.translation import speaking

__all__ = ["API_VERSIONS", "LANGUAGES", "catalog_entry", "file_name", "json_schema", "main", "render"]

API_VERSIONS = ("v1alpha3", "v1alpha4")
LANGUAGES = ("en", "zh")
_GROUP = "provision.daocloud.io"
_STORE = "https://www.schemastore.org"


def json_schema(api_version: str = "v1alpha3", lang: str = "en") -> dict[str, Any]:
    """Return the JSON Schema (draft-07) of a ClusterConfig, with its texts in the language `lang`.

    Raises:
        ValueError: there is no schema for this apiVersion, or no such language.
    """
    if api_version not in API_VERSIONS:
        raise ValueError(_("there is a schema for {versions} only").format(versions=", ".join(API_VERSIONS)))
    if lang not in LANGUAGES:
        raise ValueError(_("texts are available in {languages} only").format(languages=", ".join(LANGUAGES)))
    with speaking(lang):
        definitions: dict[str, Any] = {}
        root = schema_of(TABLE, "", definitions)
        version = f"{_GROUP}/{api_version}"
        message = _("Expected: {value}.").format(value=version)
        root["properties"]["apiVersion"] |= {"enum": [version], "errorMessage": message}
        for key in ("apiVersion", "kind"):
            # Beside an example, an editor would not write the only value there is.
            del root["properties"][key]["examples"]
        return (
            _head(api_version, lang) | root | {"definitions": ABSENCES | format_definitions() | definitions}
        )


def _head(api_version: str, lang: str) -> dict[str, Any]:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:clustercfg:clusterconfig:{api_version}" + ("" if lang == "en" else f":{lang}"),
        "title": f"ClusterConfig {api_version}",
        "description": _("The clusterConfig.yaml of the DaoCloud Enterprise 5.0 installer."),
    }


def file_name(api_version: str, lang: str = "en") -> str:
    """Return the name under which the schema of an apiVersion is shipped."""
    return f"clusterconfig-{api_version}.schema.{'' if lang == 'en' else f'{lang}.'}json"


def catalog_entry() -> dict[str, Any]:
    """Return the entry for the catalog of SchemaStore, from which editors learn which file has which schema.

    The first version is the one for files that name none. No other entry matches these names.
    """
    addresses = {version: f"{_STORE}/dce-clusterconfig-{version}.json" for version in API_VERSIONS}
    return {
        "name": "DCE ClusterConfig",
        "description": "Configuration of the DaoCloud Enterprise 5.0 installer",
        "fileMatch": ["clusterConfig.yaml", "*.clusterconfig.yaml"],
        "url": addresses[API_VERSIONS[0]],
        "versions": addresses,
    }


def render(schema: dict[str, Any]) -> str:
    """Return the text of a schema file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _files() -> dict[str, str]:
    """Return the text of each file of the folder `schemas`."""
    made = {
        file_name(version, lang): render(json_schema(version, lang))
        for version in API_VERSIONS
        for lang in LANGUAGES
    }
    return made | {"schemastore-catalog-entry.json": render(catalog_entry())}


def main(arguments: list[str] | None = None) -> int:
    """Write `schemas/` beside `src/`, or with `--check` only compare; returns the exit code."""
    folder = Path(__file__).parents[2] / "schemas"
    texts = {folder / name: text for name, text in _files().items()}
    if "--check" in (sys.argv[1:] if arguments is None else arguments):
        return 0 if all(path.read_text(encoding="utf-8") == text for path, text in texts.items()) else 1
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
