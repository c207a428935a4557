"""What matters most in ``infra/``: who may do what, where secrets go, and that the settings,
queues, tables and functions which it names are those of the code."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

import pytest

from shared.settings import Settings
from shared.store import Store
from shared.store.connection import StorageConnection
from tools.infra import snapshots
from tools.infra.__main__ import INFRA, ROOT
from tools.infra.snapshots import Snapshot

SNAPSHOTS = snapshots.read(INFRA)
SMALLEST = SNAPSHOTS["smallest"]
EVERY_OPTION = SNAPSHOTS["every-option"]
PRIVATE = SNAPSHOTS["private"]
IN_A_GROUP = SNAPSHOTS["resource-group"]
SUFFIXES = {"storage": "core.windows.net", "keyvaultDns": ".vault.azure.net"}

each_snapshot = pytest.mark.parametrize("snapshot", SNAPSHOTS.values(), ids=lambda s: s.name)


def test_there_is_a_snapshot_of_each_kind_of_installation() -> None:
    assert set(SNAPSHOTS) == {"smallest", "every-option", "private", "resource-group"}


# Who may do what


@each_snapshot
def test_the_identity_has_these_roles_and_no_others(snapshot: Snapshot) -> None:
    identity = snapshot.one("Microsoft.ManagedIdentity/userAssignedIdentities")["id"]
    assigned = set()
    for assignment in snapshot.of_type("Microsoft.Authorization/roleAssignments"):
        given = assignment["properties"]
        assert given["principalId"] == f"[reference('{identity}', '2024-11-30').principalId]"
        assert given["principalType"] == "ServicePrincipal"
        assert given["description"]
        scope = assignment["id"].partition("/providers/Microsoft.Authorization/")[0]
        kind = scope.split("/providers/")[1].split("/")[1]
        assigned.add((given["roleDefinitionId"].rpartition("/")[2], kind))
    assert assigned == {
        ("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "storageAccounts"),  # Blob Data Owner
        ("974c5e8b-45b9-4653-ba55-5f855dd0fb88", "storageAccounts"),  # Queue Data Contributor
        ("0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "storageAccounts"),  # Table Data Contributor
        ("3913510d-42f4-4e42-8a64-420c390055eb", "components"),  # Monitoring Metrics Publisher
        ("4633458b-17de-408a-b874-0445c86b69e6", "vaults"),  # Key Vault Secrets User
    }
    names = {a["name"] for a in snapshot.of_type("Microsoft.Authorization/roleAssignments")}
    assert len(names) == len(assigned)


def test_the_app_starts_after_its_roles_and_endpoints_exist(group_template: dict[str, Any]) -> None:
    assert {"roles", "endpoints"} <= set(group_template["resources"]["functionApp"]["dependsOn"])


def test_names_do_not_depend_on_what_only_a_deployment_knows() -> None:
    """Azure's what-if stops predicting at a name that is known only at run time."""
    for snapshot in SNAPSHOTS.values():
        for resource in snapshot.resources:
            assert "reference(" not in resource["name"], resource["name"]
            assert "reference(" not in str(resource.get("condition", "")), resource["name"]


# No keys, no passwords


@each_snapshot
def test_nothing_asks_for_a_key(snapshot: Snapshot) -> None:
    for asked in ("listKeys", "listAccountSas", "listSecrets", "InstrumentationKey"):
        assert asked not in snapshot.text


@each_snapshot
def test_storage_takes_identities_over_tls_only(snapshot: Snapshot) -> None:
    given = snapshot.one("Microsoft.Storage/storageAccounts")["properties"]
    assert given["allowSharedKeyAccess"] is False
    assert given["allowBlobPublicAccess"] is False
    assert given["allowCrossTenantReplication"] is False
    assert given["supportsHttpsTrafficOnly"] is True
    assert given["minimumTlsVersion"] == "TLS1_2"
    container = snapshot.one("Microsoft.Storage/storageAccounts/blobServices/containers")
    assert container["properties"] == {"publicAccess": "None"}


@each_snapshot
def test_telemetry_takes_identities_only(snapshot: Snapshot) -> None:
    insights = snapshot.one("Microsoft.Insights/components")
    assert insights["properties"]["DisableLocalAuth"] is True
    for workspace in snapshot.of_type("Microsoft.OperationalInsights/workspaces"):
        assert workspace["properties"]["features"] == {"disableLocalAuth": True}


@each_snapshot
def test_the_app_is_reached_over_tls_and_deployed_without_passwords(snapshot: Snapshot) -> None:
    site = snapshot.one("Microsoft.Web/sites")
    identity = snapshot.one("Microsoft.ManagedIdentity/userAssignedIdentities")["id"]
    assert site["properties"]["httpsOnly"] is True
    assert site["properties"]["siteConfig"]["minTlsVersion"] == "1.2"
    assert site["properties"]["keyVaultReferenceIdentity"] == identity
    policies = snapshot.of_type("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
    assert {p["name"].rpartition("/")[2] for p in policies} == {"scm", "ftp"}
    assert [p["properties"] for p in policies] == [{"allow": False}] * 2


@each_snapshot
def test_the_vault_keeps_what_cannot_be_made_anew(snapshot: Snapshot) -> None:
    given = snapshot.one("Microsoft.KeyVault/vaults")["properties"]
    assert given["enableRbacAuthorization"] is True
    assert given["enablePurgeProtection"] is True


def test_locks_are_on_what_holds_data() -> None:
    locked = {
        lock["id"].partition("/providers/Microsoft.Authorization/")[0]
        for lock in EVERY_OPTION.of_type("Microsoft.Authorization/locks")
    }
    assert locked == {
        EVERY_OPTION.one("Microsoft.Storage/storageAccounts")["id"],
        EVERY_OPTION.one("Microsoft.KeyVault/vaults")["id"],
    }
    assert SMALLEST.of_type("Microsoft.Authorization/locks") == []


# The network


@pytest.mark.parametrize("snapshot", [PRIVATE, IN_A_GROUP], ids=lambda s: s.name)
def test_a_private_relay_is_closed_to_the_internet(snapshot: Snapshot) -> None:
    for kind in ("Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"):
        given = snapshot.one(kind)["properties"]
        assert given["publicNetworkAccess"] == "Disabled"
        assert given["networkAcls"]["defaultAction"] == "Deny"
    reached = {}
    for endpoint in snapshot.of_type("Microsoft.Network/privateEndpoints"):
        (link,) = endpoint["properties"]["privateLinkServiceConnections"]
        (group,) = link["properties"]["groupIds"]
        reached[group] = link["properties"]["privateLinkServiceId"]
    account = snapshot.one("Microsoft.Storage/storageAccounts")["id"]
    expected = dict.fromkeys(("blob", "queue", "table"), account)
    expected["vault"] = snapshot.one("Microsoft.KeyVault/vaults")["id"]
    if snapshot is IN_A_GROUP:
        assert str(reached.pop("sites")).count("/Microsoft.Web/sites/") == 1
    assert reached == expected
    assert snapshot.one("Microsoft.Web/sites")["properties"]["virtualNetworkSubnetId"]


def test_a_new_network_answers_for_its_endpoints() -> None:
    network = PRIVATE.one("Microsoft.Network/virtualNetworks")
    subnets = {s["name"]: s["properties"] for s in network["properties"]["subnets"]}
    assert subnets["app"]["addressPrefix"] == "10.71.0.0/25"
    assert subnets["endpoints"]["addressPrefix"] == "10.71.0.128/25"
    zones = {_evaluated(z["name"]) for z in PRIVATE.of_type("Microsoft.Network/privateDnsZones")}
    assert zones == {
        "privatelink.blob.core.windows.net",
        "privatelink.queue.core.windows.net",
        "privatelink.table.core.windows.net",
        "privatelink.vaultcore.azure.net",
    }
    links = PRIVATE.of_type("Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    assert [link["properties"]["virtualNetwork"] for link in links] == [{"id": network["id"]}] * 4


@pytest.mark.parametrize(
    ("storage", "vault", "vault_zone"),
    [
        ("core.usgovcloudapi.net", ".vault.usgovcloudapi.net", "vaultcore.usgovcloudapi.net"),
        ("core.chinacloudapi.cn", ".vault.azure.cn", "vaultcore.azure.cn"),
    ],
)
def test_in_another_cloud_private_zones_are_those_that_it_publishes(
    storage: str, vault: str, vault_zone: str
) -> None:
    zones = {
        _evaluated(zone["name"], storage=storage, keyvaultDns=vault)
        for zone in PRIVATE.of_type("Microsoft.Network/privateDnsZones")
    }
    services = {f"privatelink.{service}.{storage}" for service in ("blob", "queue", "table")}
    assert zones == services | {f"privatelink.{vault_zone}"}


def test_each_cloud_has_a_private_zone_for_apps(group_template: dict[str, Any]) -> None:
    """By the documented names: no suffix of the cloud gives them."""
    found = re.findall(r'"(Azure\w+)": "(privatelink\.[\w.]+)"', json.dumps(group_template))
    assert dict(found) == {
        "AzureCloud": "privatelink.azurewebsites.net",
        "AzureUSGovernment": "privatelink.azurewebsites.us",
        "AzureChinaCloud": "privatelink.chinacloudsites.cn",
    }


def test_an_existing_network_and_its_zones_are_used_as_they_are() -> None:
    assert IN_A_GROUP.of_type("Microsoft.Network/virtualNetworks") == []
    assert IN_A_GROUP.of_type("Microsoft.Network/privateDnsZones") == []
    assert IN_A_GROUP.of_type("Microsoft.OperationalInsights/workspaces") == []
    site = IN_A_GROUP.one("Microsoft.Web/sites")["properties"]
    assert site["virtualNetworkSubnetId"].endswith("/virtualNetworks/spoke-7/subnets/functions")
    assert site["publicNetworkAccess"] == "Disabled"
    named = {
        group["properties"]["privateDnsZoneConfigs"][0]["properties"]["privateDnsZoneId"]
        for group in IN_A_GROUP.of_type("Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
    }
    assert {zone.rpartition("/")[2] for zone in named} == {
        "privatelink.blob.core.windows.net",
        "privatelink.queue.core.windows.net",
        "privatelink.table.core.windows.net",
        "privatelink.vaultcore.azure.net",
        "privatelink.azurewebsites.net",
    }


def test_callers_can_be_limited_to_ranges_and_a_front_door() -> None:
    config = EVERY_OPTION.one("Microsoft.Web/sites")["properties"]["siteConfig"]
    assert config["ipSecurityRestrictionsDefaultAction"] == "Deny"
    *ranges, door = config["ipSecurityRestrictions"]
    assert [rule["ipAddress"] for rule in ranges] == ["203.0.113.0/24", "198.51.100.7/32"]
    assert (door["tag"], door["ipAddress"]) == ("ServiceTag", "AzureFrontDoor.Backend")
    assert door["headers"] == {"x-azure-fdid": ["11111111-2222-3333-4444-555555555555"]}
    open_to_all = SMALLEST.one("Microsoft.Web/sites")["properties"]["siteConfig"]
    assert open_to_all["ipSecurityRestrictionsDefaultAction"] == "Allow"
    assert open_to_all["ipSecurityRestrictions"] == []


# A company's rules


def test_an_existing_resource_group_is_not_touched() -> None:
    assert EVERY_OPTION.of_type("Microsoft.Resources/resourceGroups") == []
    assert SMALLEST.one("Microsoft.Resources/resourceGroups")["tags"] == {
        "azd-env-name": "relay-prod"
    }


def test_instances_can_be_as_many_as_flex_consumption_offers(
    group_template: dict[str, Any],
) -> None:
    """Fewer than 40 are refused, as its documentation says."""
    option = _options(group_template, "appOptions")["maximumInstanceCount"]
    assert (option["minValue"], option["maxValue"]) == (40, 1000)


def test_zones_redundancy_and_updates_can_be_chosen() -> None:
    for snapshot, zones, storage, update in (
        (SMALLEST, False, "Standard_LRS", None),
        (EVERY_OPTION, True, "Standard_ZRS", {"type": "RollingUpdate"}),
    ):
        app = snapshot.one("Microsoft.Web/sites")["properties"]["functionAppConfig"]
        assert app["siteUpdateStrategy"] == update
        plan = snapshot.one("Microsoft.Web/serverfarms")["properties"]
        assert plan["zoneRedundant"] is zones
        assert snapshot.one("Microsoft.Storage/storageAccounts")["sku"]["name"] == storage


def test_a_budget_tells_twice_and_stops_nothing() -> None:
    notified = EVERY_OPTION.one("Microsoft.Consumption/budgets")["properties"]["notifications"]
    assert [each["threshold"] for each in notified.values()] == [80, 100]
    assert SMALLEST.of_type("Microsoft.Consumption/budgets") == []


def test_a_deleted_vault_is_kept_for_as_long_as_the_guides_say() -> None:
    for snapshot in SNAPSHOTS.values():
        vault = snapshot.one("Microsoft.KeyVault/vaults")["properties"]
        assert vault["softDeleteRetentionInDays"] == 7
    for page in ("deploy.md", "operate.md"):
        text = " ".join((ROOT / "docs" / page).read_text().split())
        assert "for seven days" in text


def test_tags_and_names_reach_every_resource() -> None:
    wanted = {"owner": "events", "costCenter": "4711", "azd-env-name": "relay-prod"}
    tagged = [resource for resource in EVERY_OPTION.resources if "tags" in resource]
    assert len(tagged) >= 20
    for resource in tagged:
        assert wanted.items() <= resource["tags"].items(), resource["name"]
    names = {resource["name"] for resource in EVERY_OPTION.resources}
    assert names >= {
        "acme-relay",
        "acme-relay-plan",
        "acme-relay-identity",
        "acmerelay",
        "acme-relay-vault",
        "acme-relay-logs",
        "acme-relay-insights",
        "vnet-acme-relay",
    }


# Where secrets go


def test_secrets_go_from_parameters_into_the_vault_and_nowhere_else() -> None:
    secrets = {
        "secrets-key": "[parameters('secretsKey')]",
        "ingest-secret-token": "[parameters('ingestSecretToken')]",
    }
    for snapshot in SNAPSHOTS.values():
        given = {
            secret["name"].rpartition("/")[2]: secret["properties"]["value"]
            for secret in snapshot.of_type("Microsoft.KeyVault/vaults/secrets")
        }
        assert given == secrets
        assert snapshot.text.count("parameters('secretsKey')") == 2, "value and condition"
        assert snapshot.text.count("parameters('ingestSecretToken')") == 2


def test_secret_parameters_are_secure_and_empty_by_default(
    template: dict[str, Any], group_template: dict[str, Any]
) -> None:
    for parameters in (template["parameters"], group_template["parameters"]):
        secure = {n: p for n, p in parameters.items() if p.get("type") == "securestring"}
        assert set(secure) == {"secretsKey", "ingestSecretToken"}
        assert [p["defaultValue"] for p in secure.values()] == ["", ""]


def test_app_settings_refer_to_secrets() -> None:
    for snapshot, names in (
        (SMALLEST, {"SECRETS_KEY": "secrets-key"}),
        (
            EVERY_OPTION,
            {"SECRETS_KEY": "secrets-key", "INGEST_SECRET_TOKEN": "ingest-secret-token"},
        ),
    ):
        vault = snapshot.one("Microsoft.KeyVault/vaults")["name"]
        for setting in ("SECRETS_KEY", "INGEST_SECRET_TOKEN"):
            if setting not in names:
                assert setting not in snapshot.app_settings
                continue
            assert _evaluated(snapshot.app_settings[setting]) == (
                f"@Microsoft.KeyVault(SecretUri=https://{vault}.vault.azure.net"
                f"/secrets/{names[setting]})"
            )


# The settings of the code


def test_every_setting_is_there() -> None:
    platform = {
        "APPLICATIONINSIGHTS",
        "AzureWebJobsDisableHomepage",
        "AzureWebJobsStorage",
        "PYTHON",
    }
    ours = {s for s in EVERY_OPTION.app_settings if re.split("_", s)[0] not in platform}
    assert ours == {name.upper() for name in Settings.model_fields}


def test_settings_have_the_defaults_of_the_code() -> None:
    deployed = _relay_settings(SMALLEST)
    assert deployed.pop("INSTANCE_NAME") == "relay-prod", "the name of the installation"
    assert Settings.from_environ(deployed) == Settings.from_environ({})


def test_every_setting_can_be_changed() -> None:
    changed = _relay_settings(EVERY_OPTION)
    for name, value in _relay_settings(SMALLEST).items():
        if name != "ALLOW_PLAIN_SECRETS":
            assert changed[name] != value, name
    Settings.from_environ(changed)


def test_the_code_accepts_what_the_deployment_accepts(group_template: dict[str, Any]) -> None:
    tried = set()
    for name, option in _options(group_template, "relayOptions").items():
        setting = re.sub("([A-Z])", r"_\1", name).upper()
        for limit in (
            option.get("minValue"),
            option.get("maxValue"),
            *option.get("allowedValues", ()),
        ):
            if limit is not None:
                Settings.from_environ({**_relay_settings(SMALLEST), setting: str(limit)})
                tried.add(setting)
    assert {"RETENTION_DAYS", "MAX_QUEUED_UPDATES_PER_WEBHOOK", "LOG_DELIVERIES"} <= tried


def test_numbers_have_limits(group_template: dict[str, Any]) -> None:
    numbers = [
        (f"{kind}.{name}", option)
        for kind in ("appOptions", "relayOptions", "monitoringOptions")
        for name, option in _options(group_template, kind).items()
        if option.get("type") == "int"
    ]
    assert len(numbers) > 10
    for name, option in numbers:
        assert {"minValue", "maxValue"} <= set(option) or "allowedValues" in option, name


def test_storage_is_found_by_the_settings_that_the_code_reads() -> None:
    environ = {
        name: _evaluated(value)
        for name, value in SMALLEST.app_settings.items()
        if name.startswith("AzureWebJobsStorage")
    }
    account = SMALLEST.one("Microsoft.Storage/storageAccounts")["name"]
    assert set(environ) == {
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__queueServiceUri",
        "AzureWebJobsStorage__tableServiceUri",
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__clientId",
    }
    assert environ["AzureWebJobsStorage__credential"] == "managedidentity"
    connection = StorageConnection.from_environ(environ)
    assert connection.table_url == f"https://{account}.table.core.windows.net"
    assert connection.queue_url == f"https://{account}.queue.core.windows.net"


@pytest.mark.parametrize("suffix", ["core.usgovcloudapi.net", "core.chinacloudapi.cn"])
def test_in_another_cloud_addresses_end_as_that_cloud_says(suffix: str) -> None:
    environ = {
        name: _evaluated(value, storage=suffix)
        for name, value in SMALLEST.app_settings.items()
        if name.startswith("AzureWebJobsStorage")
    }
    connection = StorageConnection.from_environ(environ)
    assert connection.table_url.endswith(f".table.{suffix}")
    assert connection.queue_url.endswith(f".queue.{suffix}")
    for snapshot in SNAPSHOTS.values():
        deployed = [r for r in snapshot.resources if not r["type"].startswith("Microsoft.Network")]
        for fixed in ("core.windows.net", "vault.azure.net"):
            assert fixed not in json.dumps(deployed), f"{snapshot.name} fixes {fixed}"


# The queues, tables and functions of the code


def test_the_queues_and_tables_are_those_of_the_code() -> None:
    store = Store(
        StorageConnection.from_environ({"AzureWebJobsStorage": "UseDevelopmentStorage=true"})
    )
    queues = _last_names("Microsoft.Storage/storageAccounts/queueServices/queues")
    used = {
        store.first_attempts,
        store.retries,
        store.slow,
        store.quarantine,
        *store.poison,
    }
    assert queues == {queue.name for queue in used}
    assert {trigger.queue for trigger in _triggers() if trigger.queue} < queues
    tables = _last_names("Microsoft.Storage/storageAccounts/tableServices/tables")
    assert tables == set(store._tables)


def test_there_is_a_thread_for_each_message_in_flight() -> None:
    queue_triggers = [trigger for trigger in _triggers() if trigger.queue]
    queues = json.loads((ROOT / "host.json").read_text())["extensions"]["queues"]
    threads = len(queue_triggers) * (queues["batchSize"] + queues["newBatchThreshold"])
    assert SMALLEST.app_settings["PYTHON_THREADPOOL_THREAD_COUNT"] == str(threads)


def test_functions_are_named_as_in_the_code() -> None:
    scale = EVERY_OPTION.one("Microsoft.Web/sites")["properties"]["functionAppConfig"]
    warm = [ready["name"] for ready in scale["scaleAndConcurrency"]["alwaysReady"]]
    assert warm == ["http", "function:check_webhooks"]
    assert "check_webhooks" in {trigger.function for trigger in _triggers()}


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


def test_azd_finds_the_app_and_knows_the_parameters(template: dict[str, Any]) -> None:
    assert "\n  relay:\n" in (ROOT / "azure.yaml").read_text()
    assert SMALLEST.one("Microsoft.Web/sites")["tags"] == {
        "azd-env-name": "relay-prod",
        "azd-service-name": "relay",
    }
    given = json.loads((INFRA / "main.parameters.json").read_text())["parameters"]
    assert set(given) <= set(template["parameters"])
    needed = {name for name, p in template["parameters"].items() if "defaultValue" not in p}
    assert needed <= set(given)
    for name, value in given.items():
        assert re.fullmatch(r"\$\{[A-Z_]+(=\w*)?\}", value["value"]), f"{name} is not from azd"


def test_both_entry_points_have_the_same_parameters(
    template: dict[str, Any], group_template: dict[str, Any]
) -> None:
    both = set(group_template["parameters"])
    assert set(template["parameters"]) == both | {"resourceGroupName", "createResourceGroup"}
    passed = template["resources"]["relay"]["properties"]["parameters"]
    assert set(passed) == both


# The docs


def test_the_guide_registers_the_providers_of_all_resources() -> None:
    guide = (ROOT / "docs" / "deploy.md").read_text()
    loop = re.search(r"^for provider in ([\w ]+); do", guide, re.MULTILINE)
    assert loop is not None
    registered = {f"Microsoft.{name}" for name in loop[1].split()}
    used = {r["type"].partition("/")[0] for s in SNAPSHOTS.values() for r in s.resources}
    # These three are registered in every subscription by default.
    always = {"Microsoft.Authorization", "Microsoft.Consumption", "Microsoft.Resources"}
    # The network of a Flex Consumption app is delegated to it.
    delegated = {"Microsoft.App"}
    assert registered == used - always | delegated


def test_the_docs_name_every_parameter_role_and_function(
    template: dict[str, Any], group_template: dict[str, Any]
) -> None:
    guide = (ROOT / "docs" / "deploy.md").read_text()
    names = set(template["parameters"])
    for kind in _option_types(group_template):
        names |= set(_options(group_template, kind))
    for name in names:
        assert re.search(rf"\b{name}\b", guide), f"docs/deploy.md does not name {name}"
    for name in re.findall(r"--function-name (\w+)", guide):
        assert name in {trigger.function for trigger in _triggers()}
    roles = re.search(r"^## Roles\n(.*?)^##", guide, re.MULTILINE | re.DOTALL)
    assert roles is not None
    assert len(re.findall(r"^\| (?:Storage|Monitoring|Key)", roles[1], re.MULTILINE)) == len(
        SMALLEST.of_type("Microsoft.Authorization/roleAssignments")
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


def _last_names(kind: str) -> set[str]:
    return {resource["name"].rpartition("/")[2] for resource in SMALLEST.of_type(kind)}


def _relay_settings(snapshot: Snapshot) -> dict[str, str]:
    """The relay's settings that are no secrets, as *snapshot* deploys them."""
    ours = {name.upper() for name in Settings.model_fields} - {"SECRETS_KEY", "INGEST_SECRET_TOKEN"}
    return {name: value for name, value in snapshot.app_settings.items() if name in ours}


def _option_types(template: dict[str, Any]) -> list[str]:
    return [
        name.rpartition(".")[2]
        for name, kind in template["definitions"].items()
        if "properties" in kind
    ]


def _options(template: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """The properties of a parameter's type. The compiler numbers the file that a type is from."""
    (definition,) = (
        definition
        for name, definition in template["definitions"].items()
        if name.rpartition(".")[2] == kind
    )
    properties: dict[str, dict[str, Any]] = definition["properties"]
    return properties


def _evaluated(value: str, **suffixes: str) -> str:
    """The value of an expression of format, replace and the cloud's suffixes."""
    if not value.startswith("["):
        return value
    here = {**SUFFIXES, **suffixes}
    text = re.sub(r"environment\(\)\.suffixes\.(\w+)", lambda m: repr(here[m[1]]), value[1:-1])
    if "reference(" in text:
        return "known to Azure"
    tree = ast.parse(text, mode="eval").body
    return _called(tree)


def _called(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    first, *rest = (_called(argument) for argument in node.args)
    if node.func.id == "format":
        return first.format(*rest)
    assert node.func.id == "replace"
    old, new = rest
    return first.replace(old, new)
