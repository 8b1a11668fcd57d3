"""Every rule, in one visible table."""

from __future__ import annotations

from clustercfg.linting.diagnostics import Severity
from clustercfg.linting.rule import Rule
from clustercfg.linting.rules import (
    credentials,
    encoding,
    header,
    keys,
    layout,
    os_repositories,
    package_sources,
    packages,
    storage_endpoints,
    suppressions,
    syntax,
    urls,
    values,
)

__all__ = ["MEANING_RULES", "READING_RULES", "RULES", "SHAPE_RULES"]

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

READING_RULES: tuple[Rule, ...] = (
    Rule("CC101", _ERROR, encoding.not_utf8),
    Rule("CC102", _ERROR, encoding.wide_encoding),
    Rule("CC103", _ERROR, encoding.too_large),
    Rule("CC104", _ERROR, encoding.too_deep),
    Rule("CC105", _ERROR, encoding.too_many_nodes),
    Rule("CC106", _ERROR, encoding.too_many_aliases),
    Rule("CC107", _ERROR, encoding.control_character),
    Rule("CC108", _ERROR, encoding.yaml_version),
    Rule("CC109", _WARNING, encoding.second_document),
    Rule("CC110", _ERROR, syntax.duplicate_key),
    Rule("CC111", _ERROR, syntax.syntax),
    Rule("CC112", _ERROR, layout.tab_indentation),
    Rule("CC113", _ERROR, syntax.backslash_in_double_quotes),
    Rule("CC114", _ERROR, syntax.reserved_character),
    Rule("CC115", _ERROR, syntax.full_width_punctuation),
    Rule("CC116", _ERROR, syntax.missing_space),
    Rule("CC117", _ERROR, syntax.missing_colon),
    Rule("CC118", _ERROR, syntax.colon_in_value),
    Rule("CC119", _ERROR, syntax.unclosed_quote),
    Rule("CC120", _ERROR, syntax.unclosed_bracket),
    Rule("CC122", _ERROR, syntax.text_after_quote),
    Rule("CC123", _ERROR, layout.smart_quotes),
    Rule("CC124", _ERROR, layout.unknown_alias),
    Rule("CC125", _ERROR, layout.tag),
    Rule("CC126", _ERROR, layout.key_is_no_text),
    Rule("CC127", _ERROR, layout.ellipsis),
    Rule("CC128", _ERROR, layout.unindented_block),
    Rule("CC129", _ERROR, layout.misaligned_item),
    Rule("CC130", _ERROR, layout.wrong_indentation),
)
"""What the reader finds: each takes a `Problem`."""

SHAPE_RULES: tuple[Rule, ...] = (
    Rule("CC121", _WARNING, layout.unquoted_value_changes),
    Rule("CC131", _ERROR, layout.empty_document),
    Rule("CC190", _WARNING, suppressions.unused_suppression),
    Rule("CC191", _WARNING, suppressions.unclear_suppression),
    Rule("CC201", _WARNING, keys.unknown_key),
    Rule("CC202", _ERROR, keys.misspelt_key),
    Rule("CC203", _WARNING, keys.key_case),
    Rule("CC204", _ERROR, keys.misplaced_key),
    Rule("CC205", _WARNING, keys.old_key),
    Rule("CC206", _ERROR, keys.removed_key),
    Rule("CC207", _ERROR, keys.missing_key),
    Rule("CC208", _ERROR, values.wrong_type),
    Rule("CC209", _ERROR, values.invalid_value),
    Rule("CC210", _WARNING, values.undocumented_value),
    Rule("CC211", _ERROR, values.malformed_value),
    Rule("CC212", _ERROR, keys.key_not_for_type),
    Rule("CC213", _ERROR, keys.half_credential),
    Rule("CC214", _ERROR, values.placeholder),
    Rule("CC215", _ERROR, header.old_api_version),
    Rule("CC216", _ERROR, header.wrong_kind),
    Rule("CC217", _ERROR, header.unknown_api_version),
    Rule("CC218", _ERROR, values.empty_item),
    Rule("CC301", _ERROR, values.vip_without_prefix),
)
"""What the shape table says: each takes a `Mismatch`."""

MEANING_RULES: tuple[Rule, ...] = (
    Rule("CC401", _ERROR, package_sources.offline_without_package_path),
    Rule("CC402", _INFO, package_sources.unused_package_path),
    Rule("CC403", _INFO, package_sources.partly_online),
    Rule("CC404", _ERROR, package_sources.missing_chart_repository),
    Rule("CC405", _INFO, package_sources.unused_certificate_name),
    Rule("CC411", _WARNING, os_repositories.missing_os_packages),
    Rule("CC412", _INFO, os_repositories.unused_os_packages),
    Rule("CC413", _WARNING, os_repositories.repository_type_mismatch),
    Rule("CC414", _WARNING, os_repositories.unescaped_repository_variable),
    Rule("CC415", _INFO, os_repositories.skipped_package_check),
    Rule("CC421", _WARNING, storage_endpoints.outdated_external_repository),
    Rule("CC422", _WARNING, storage_endpoints.s3_endpoint_with_path),
    Rule("CC423", _WARNING, storage_endpoints.console_port),
    Rule("CC424", _WARNING, storage_endpoints.s3_port_without_credentials),
    Rule("CC425", _INFO, storage_endpoints.unencrypted_credentials),
    Rule("CC431", _WARNING, urls.credentials_in_url),
    Rule("CC432", _WARNING, urls.endpoint_with_query),
    Rule("CC433", _WARNING, urls.unreachable_endpoint),
    Rule("CC434", _WARNING, urls.endpoint_on_bootstrap_port),
    Rule("CC441", _INFO, credentials.sample_password),
    Rule("CC442", _WARNING, credentials.half_registry_login),
    Rule("CC443", _WARNING, credentials.padded_credential),
    Rule("CC451", _INFO, packages.os_package_version),
    Rule("CC452", _WARNING, packages.architecture_mismatch),
    Rule("CC453", _WARNING, packages.unexpected_file_kind),
    Rule("CC454", _WARNING, packages.operating_system_mismatch),
    Rule("CC455", _WARNING, packages.repeated_entry),
)
"""What several fields say together: each takes the `View` and yields `Finding`s."""

RULES: tuple[Rule, ...] = tuple(
    sorted((*READING_RULES, *SHAPE_RULES, *MEANING_RULES), key=lambda rule: rule.code)
)
