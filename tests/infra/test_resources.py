"""What matters most in ``infra/``: who may do what, where secrets go, and that the settings,
queues, tables and functions which it names are those of the code."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest
from tree_sitter import Node

from shared.settings import Settings
from shared.store import Store
from shared.store.connection import StorageConnection
from tools.infra.__main__ import INFRA, ROOT, templates
from tools.infra.bicep import Template, literal, properties, text, walk

MAIN = Template.read(INFRA / "main.bicep")
MODULES = {path.stem: Template.read(path) for path in (INFRA / "modules").glob("*.bicep")}
EVERYTHING = {template.path.name: template.path.read_text() for template in templates()}


# Who may do what


def test_the_identity_has_these_roles_and_no_others() -> None:
    names = {
        text(node): name for name, node in properties(MODULES["roles"].variables["roles"]).items()
    }
    assert names == {
        "'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'": "storageBlobDataOwner",
        "'974c5e8b-45b9-4653-ba55-5f855dd0fb88'": "storageQueueDataContributor",
        "'0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'": "storageTableDataContributor",
        "'3913510d-42f4-4e42-8a64-420c390055eb'": "monitoringMetricsPublisher",
        "'4633458b-17de-408a-b874-0445c86b69e6'": "keyVaultSecretsUser",
    }
    assigned = set()
    for assignment in _of_type("Microsoft.Authorization/roleAssignments"):
        body = properties(assignment)
        given = properties(body["properties"])
        assert text(given["principalId"]) == "principalId"
        assert literal(given["principalType"]) == "ServicePrincipal"
        role = re.fullmatch(
            r"subscriptionResourceId\('Microsoft.Authorization/roleDefinitions', roles\.(\w+)\)",
            text(given["roleDefinitionId"]),
        )
        assert role is not None
        assert f"roles.{role[1]})" in text(body["name"]), "two assignments would share a name"
        assigned.add((role[1], text(body["scope"])))
    assert assigned == {
        ("storageBlobDataOwner", "storage"),
        ("storageQueueDataContributor", "storage"),
        ("storageTableDataContributor", "storage"),
        ("monitoringMetricsPublisher", "insights"),
        ("keyVaultSecretsUser", "vault"),
    }


def test_each_role_says_what_it_is_for() -> None:
    lines = EVERYTHING["roles.bicep"].splitlines()
    before = [
        lines[number - 1]
        for number, line in enumerate(lines)
        if "Microsoft.Authorization/roleAssignments@" in line
    ]
    assert before
    assert [line for line in before if not line.startswith("// ")] == []


def test_the_app_starts_after_its_roles_are_given() -> None:
    depends = properties(MAIN.modules["app"].body)["dependsOn"]
    assert [text(item) for item in depends.named_children] == ["roles"]


# No keys, no passwords


def test_nothing_asks_for_a_key() -> None:
    for name, source in EVERYTHING.items():
        for asked in ("listKeys", "listAccountSas", "listSecrets", "InstrumentationKey"):
            assert asked not in source, f"{asked} in {name}"


def test_storage_takes_identities_over_tls_only() -> None:
    (account,) = _of_type("Microsoft.Storage/storageAccounts")
    given = literal(properties(account)["properties"])
    assert isinstance(given, dict)
    assert given["allowSharedKeyAccess"] is False
    assert given["allowBlobPublicAccess"] is False
    assert given["allowCrossTenantReplication"] is False
    assert given["supportsHttpsTrafficOnly"] is True
    assert given["minimumTlsVersion"] == "TLS1_2"
    (container,) = _of_type("Microsoft.Storage/storageAccounts/blobServices/containers")
    assert literal(properties(container)["properties"]) == {"publicAccess": "None"}


def test_telemetry_takes_identities_only() -> None:
    (insights,) = _of_type("Microsoft.Insights/components")
    assert literal(properties(properties(insights)["properties"])["DisableLocalAuth"]) is True
    (workspace,) = _of_type("Microsoft.OperationalInsights/workspaces")
    features = properties(properties(workspace)["properties"])["features"]
    assert literal(features) == {"disableLocalAuth": True}


def test_the_app_is_reached_over_tls_and_deployed_without_passwords() -> None:
    (site,) = _of_type("Microsoft.Web/sites")
    given = properties(properties(site)["properties"])
    assert literal(given["httpsOnly"]) is True
    assert literal(given["siteConfig"]) == {"minTlsVersion": "1.2"}
    assert text(given["keyVaultReferenceIdentity"]) == "identityId"
    (policy,) = _of_type("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
    assert literal(properties(policy)["properties"]) == {"allow": False}
    assert "for way in ['scm', 'ftp']" in EVERYTHING["app.bicep"]


def test_the_vault_keeps_what_cannot_be_made_anew() -> None:
    (vault,) = _of_type("Microsoft.KeyVault/vaults")
    given = properties(properties(vault)["properties"])
    assert literal(given["enableRbacAuthorization"]) is True
    assert literal(given["enablePurgeProtection"]) is True


# Where secrets go


def test_secrets_go_from_parameters_into_the_vault_and_nowhere_else() -> None:
    secrets = {"secretsKey", "ingestSecretToken"}
    assert {p.name for p in MAIN.parameters.values() if p.secure} == secrets
    assert {p.name for p in MODULES["vault"].parameters.values() if p.secure} == secrets
    to_vault = properties(properties(MAIN.modules["vault"].body)["params"])
    for secret in secrets:
        default = MAIN.parameters[secret].default
        assert default is not None
        assert literal(default) == "", f"{secret} has a default value"
        assert list(_uses(MAIN, secret)) == [to_vault[secret]]
        used = [_context(node) for node in _uses(MODULES["vault"], secret)]
        assert sorted(used) == [f"empty({secret})", f"value: {secret}"]


def test_outputs_hold_no_secret() -> None:
    outputs = 0
    for template in templates():
        secure = {p.name for p in template.parameters.values() if p.secure}
        for name, value in template.outputs.items():
            used = {text(node) for node in walk(value) if node.type == "identifier"}
            assert not used & secure, f"{template.path.name}: {name}"
            outputs += 1
    assert outputs


def test_app_settings_refer_to_secrets() -> None:
    plain = properties(MAIN.variables["relaySettings"])
    assert not {"SECRETS_KEY", "INGEST_SECRET_TOKEN"} & set(plain)
    app = MODULES["app"]
    references = {
        **properties(app.variables["secretSettings"]),
        **properties(app.variables["ingestSettings"].named_children[-1]),
    }
    assert {name: text(value) for name, value in references.items()} == {
        "SECRETS_KEY": "'@Microsoft.KeyVault(SecretUri=${secretsKeyUri})'",
        "INGEST_SECRET_TOKEN": "'@Microsoft.KeyVault(SecretUri=${ingestSecretTokenUri})'",
    }


# The settings of the code


def test_every_setting_is_there() -> None:
    (config,) = _of_type("Microsoft.Web/sites/config")
    assert text(properties(config)["properties"]) == (
        "union(relaySettings, platformSettings, secretSettings, ingestSettings)"
    )
    given = set(properties(MAIN.variables["relaySettings"])) | {
        "SECRETS_KEY",
        "INGEST_SECRET_TOKEN",
    }
    assert given == {name.upper() for name in Settings.model_fields}


def test_settings_have_the_defaults_of_the_code() -> None:
    deployed = _deployed()
    del deployed["INSTANCE_NAME"]
    default = MAIN.parameters["instanceName"].default
    assert default is not None
    assert text(default) == "environmentName", "the name of the installation"
    assert Settings.from_environ(deployed) == Settings.from_environ({})


@pytest.mark.parametrize("bound", ["minValue", "maxValue"])
def test_the_code_accepts_what_the_deployment_accepts(bound: str) -> None:
    tried = set()
    for setting, node in properties(MAIN.variables["relaySettings"]).items():
        for name in re.findall(r"\w+", text(node)):
            parameter = MAIN.parameters.get(name)
            if parameter is not None and bound in parameter.decorators:
                limit = literal(parameter.decorators[bound][0])
                Settings.from_environ({**_deployed(), setting: str(limit)})
                tried.add(setting)
    assert {"RETENTION_DAYS", "MAX_QUEUED_UPDATES_PER_WEBHOOK"} <= tried


def test_numbers_have_limits() -> None:
    numbers = [p for p in MAIN.parameters.values() if p.type == "int"]
    assert numbers
    for number in numbers:
        both, allowed = {"minValue", "maxValue"}, {"allowed"}
        assert set(number.decorators) & (both | allowed) in (both, allowed), number.name


def test_storage_is_found_by_the_settings_that_the_code_reads() -> None:
    platform = properties(MODULES["app"].variables["platformSettings"])
    storage = {name for name in platform if name.startswith("AzureWebJobsStorage")}
    environ = {name: literal(platform[name]) for name in storage}
    assert environ["AzureWebJobsStorage__credential"] == "managedidentity"
    connection = StorageConnection.from_environ(
        {name: value if isinstance(value, str) else "acme" for name, value in environ.items()}
    )
    assert connection.table_url == "https://acme.table.core.windows.net"
    assert "AzureWebJobsStorage__clientId" in storage


# The queues, tables and functions of the code


def test_the_queues_and_tables_are_those_of_the_code() -> None:
    storage = MODULES["storage"]
    store = Store(
        StorageConnection.from_environ({"AzureWebJobsStorage": "UseDevelopmentStorage=true"})
    )
    queues = literal(storage.variables["queues"])
    assert isinstance(queues, list)
    used = {
        store.first_attempts,
        store.retries,
        store.slow,
        store.quarantine,
        *store.poison,
    }
    assert set(queues) == {queue.name for queue in used}
    assert {trigger.queue for trigger in _triggers() if trigger.queue} < set(queues)
    tables = literal(storage.variables["tables"])
    assert isinstance(tables, list)
    assert set(tables) == set(store._tables)


def test_there_is_a_thread_for_each_message_in_flight() -> None:
    app = MODULES["app"]
    queue_triggers = [trigger for trigger in _triggers() if trigger.queue]
    assert literal(app.variables["queueFunctions"]) == len(queue_triggers)
    assert text(app.variables["threads"]) == (
        "max(queueFunctions * (queues.batchSize + queues.newBatchThreshold), httpConcurrency)"
    )
    queues = json.loads((ROOT / "host.json").read_text())["extensions"]["queues"]
    assert {"batchSize", "newBatchThreshold"} <= set(queues), "app.bicep reads these"


def test_functions_are_named_as_in_the_code() -> None:
    functions = {trigger.function for trigger in _triggers()}
    warm = set(re.findall(r"'function:(\w+)'", EVERYTHING["app.bicep"]))
    assert warm == {"check_webhooks"}
    assert warm <= functions
    query = (INFRA / "queries" / "poison.kql").read_text()
    recovering = {t.function for t in _triggers() if t.queue.endswith("-poison")}
    assert recovering
    assert set(re.findall(r'"(poison_\w+)"', query)) == recovering


def test_the_host_is_quiet_and_the_relay_is_not() -> None:
    """Two lines of the host's per execution cost more than all else; ours feed the alerts."""
    levels = json.loads((ROOT / "host.json").read_text())["logging"]["logLevel"]
    # With a default, whatever it is, Azure.Core writes hundreds of lines a minute.
    assert "default" not in levels
    assert levels.pop("Function") == "Warning"
    ours = {f"Function.{trigger.function}.User": "Information" for trigger in _triggers()}
    assert levels == ours


def test_log_lines_are_not_sampled() -> None:
    insights = json.loads((ROOT / "host.json").read_text())["logging"]["applicationInsights"]
    assert "Trace" in insights["samplingSettings"]["excludedTypes"].split(";")


# azd


def test_azd_finds_the_app_and_knows_the_parameters() -> None:
    assert "\n  relay:\n" in (ROOT / "azure.yaml").read_text()
    assert "'azd-service-name': 'relay'" in EVERYTHING["app.bicep"]
    assert "'azd-env-name': environmentName" in EVERYTHING["main.bicep"]
    given = json.loads((INFRA / "main.parameters.json").read_text())["parameters"]
    assert set(given) <= set(MAIN.parameters)
    needed = {p.name for p in MAIN.parameters.values() if p.default is None}
    assert needed <= set(given)
    for name, value in given.items():
        assert re.fullmatch(r"\$\{[A-Z_]+(=\w*)?\}", value["value"]), f"{name} is not from azd"


# The docs


def test_the_docs_name_every_parameter_role_and_function() -> None:
    guide = (ROOT / "docs" / "deploy.md").read_text()
    for name in MAIN.parameters:
        assert re.search(rf"\b{name}\b", guide), f"docs/deploy.md does not name {name}"
    for name in re.findall(r"--function-name (\w+)", guide):
        assert name in {trigger.function for trigger in _triggers()}
    roles = re.search(r"^## Roles\n(.*?)^##", guide, re.MULTILINE | re.DOTALL)
    assert roles is not None
    assert len(re.findall(r"^\| (?:Storage|Monitoring|Key)", roles[1], re.MULTILINE)) == len(
        _of_type("Microsoft.Authorization/roleAssignments")
    )


class Trigger:
    """One function of the app, read from its source."""

    def __init__(self, function: ast.FunctionDef, decorator: ast.Call) -> None:
        self.function = function.name
        self.kind = decorator.func.attr if isinstance(decorator.func, ast.Attribute) else ""
        arguments = [a.value for a in decorator.args if isinstance(a, ast.Constant)]
        self.queue = str(arguments[1]) if self.kind == "queue_trigger" else ""


def _triggers() -> list[Trigger]:
    tree = ast.parse((ROOT / "function_app.py").read_text())
    return [
        Trigger(node, decorator)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
    ]


def _of_type(kind: str) -> list[Node]:
    """The bodies of all resources of this type that are made, in whichever file."""
    return [
        resource.body
        for template in templates()
        for resource in template.resources.values()
        if resource.type.partition("@")[0] == kind and not resource.existing
    ]


def _uses(template: Template, name: str) -> Iterator[Node]:
    """Every place where the parameter *name* is used."""
    for node in walk(template.root):
        if node.type == "identifier" and text(node) == name and node.parent is not None:
            declared = node.parent.type == "parameter_declaration"
            key = node.parent.type == "object_property" and node.parent.named_children[0] == node
            if not declared and not key:
                yield node


def _context(node: Node) -> str:
    """The call or property that *node* is in."""
    up = node.parent
    while up is not None and up.type not in ("call_expression", "object_property"):
        up = up.parent
    assert up is not None
    return text(up)


def _deployed() -> dict[str, str]:
    """The relay's settings as a deployment without parameters makes them."""
    return {
        name: _rendered(value)
        for name, value in properties(MAIN.variables["relaySettings"]).items()
    }


def _rendered(value: Node) -> str:
    given = literal(value)
    if isinstance(given, str):
        return given
    (name,) = (n for n in re.findall(r"\w+", text(value)) if n in MAIN.parameters)
    default = MAIN.parameters[name].default
    assert default is not None
    return str(literal(default)).lower() if "toLower" in text(value) else str(literal(default))
