// The relay in a resource group that exists, for those without rights on the subscription.
//
//   az deployment group create --resource-group <group> --template-file infra/resource-group.bicep \
//     --parameters ...
//
// main.bicep is the same with the resource group.

import {
  appOptions
  monitoringOptions
  networkOptions
  redundancy
  relayOptions
  resourceNames
  resourceTags
} from 'types.bicep'

@description('Name of this installation, for example relay-prod. Part of every computed resource name: lower-case letters, digits and hyphens.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region for everything. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@minLength(3)
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags resourceTags = {}

@description('Names that take the place of the computed ones.')
param names resourceNames = {}

@description('Size and shape of the app.')
param app appOptions = {}

@description('How storage is replicated.')
param storageRedundancy redundancy = 'Standard_LRS'

@description('true sends every delivery from one fixed address (NAT gateway), which receivers can put on an allow list.')
param fixedEgressAddress bool = false

@description('true reaches storage and vault through private endpoints only, and closes them to the internet.')
param privateNetwork bool = false

@description('The network around the app.')
param network networkOptions = {}

@description('Value of SECRETS_KEY, which encrypts the webhooks\' secrets in storage. Needed once, at the first deployment; empty keeps what is in the vault.')
@secure()
param secretsKey string = ''

@description('true makes POST /api/events require a valid X-Onefuzz-Digest made with ingestSecretToken.')
param requireIngestSignature bool = false

@description('Value of INGEST_SECRET_TOKEN: the secret_token of the OneFuzz webhook that feeds the relay; empty keeps what is in the vault.')
@secure()
param ingestSecretToken string = ''

@description('Address that alerts are mailed to; empty for none.')
param alertEmail string = ''

@description('Logs, alerts and budget.')
param monitoring monitoringOptions = {}

@description('The relay\'s own settings.')
param settings relayOptions = {}

@description('true keeps storage account and vault from being deleted until the locks are removed. Needs Owner or User Access Administrator.')
param lock bool = false

// ---------------------------------------------------------------------------------------------
// Names, which are known before anything is deployed, so that what-if can follow them.

var token = toLower(uniqueString(subscription().id, resourceGroup().name, environmentName))
var suffix = '${environmentName}-${token}'
var allTags = union(tags, { 'azd-env-name': environmentName })

var appName = names.?functionApp ?? 'func-${suffix}'
var identityName = names.?identity ?? 'id-${suffix}'
var storageName = names.?storageAccount ?? 'st${token}'
var vaultName = names.?keyVault ?? 'kv-${token}'
var insightsName = names.?applicationInsights ?? 'appi-${suffix}'
var networkName = names.?network ?? suffix

var insightsId = resourceId('Microsoft.Insights/components', insightsName)

// ---------------------------------------------------------------------------------------------
// Network

var hasOwnSubnet = !empty(network.?appSubnetId)
var makesNetwork = !hasOwnSubnet && (fixedEgressAddress || privateNetwork)
var privateApp = network.?privateApp ?? false

// A fixed address belongs to the network that the app's subnet is in.
var ownSubnet = hasOwnSubnet && fixedEgressAddress
  ? fail('fixedEgressAddress makes a network of its own: leave network.appSubnetId out, or give that subnet a NAT gateway')
  : network.?appSubnetId ?? ''
var ownEndpointSubnet = hasOwnSubnet && privateNetwork && empty(network.?endpointSubnetId)
  ? fail('network.endpointSubnetId is missing: privateNetwork needs it beside network.appSubnetId')
  : network.?endpointSubnetId ?? ''
var makesEndpoints = privateNetwork || (privateApp ? fail('network.privateApp needs privateNetwork=true') : false)

var appSubnetId = hasOwnSubnet ? ownSubnet : makesNetwork ? vnet!.outputs.appSubnetId : ''

var inboundRanges = network.?allowedInboundRanges ?? []
var isOpen = !privateApp && empty(inboundRanges) && empty(network.?frontDoorId)

// ---------------------------------------------------------------------------------------------
// The relay's settings

var relaySettings = {
  CHECK_WEBHOOKS_SCHEDULE: settings.?checkWebhooksSchedule ?? '*/10 * * * * *'
  RETRY_DELAYS: settings.?retryDelays ?? '10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,30s,1m,2m,5m'
  MAX_QUEUED_UPDATES_PER_WEBHOOK: string(settings.?maxQueuedUpdatesPerWebhook ?? 50)
  DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS: settings.?deleteUndeliverableWebhooksAfterHours ?? '168'
  MAX_RETRY_AFTER: settings.?maxRetryAfter ?? '1h'
  RETENTION_DAYS: string(settings.?retentionDays ?? 7)
  DELIVERY_TIMEOUT_SECONDS: string(settings.?deliveryTimeoutSeconds ?? 10)
  MAX_EVENT_BYTES: string(settings.?maxEventBytes ?? 262144)
  MAX_BATCH_BYTES: string(settings.?maxBatchBytes ?? 4194304)
  WEBHOOK_CACHE_SECONDS: string(settings.?webhookCacheSeconds ?? 5)
  ALLOW_HTTP_TARGETS: toLower(string(settings.?allowHttpTargets ?? false))
  ALLOWED_TARGET_NETWORKS: settings.?allowedTargetNetworks ?? ''
  MAX_SHARE_PER_WEBHOOK: settings.?maxSharePerWebhook ?? '0.25'
  LOG_DELIVERIES: settings.?logDeliveries ?? 'summary'
  INSTANCE_ID: settings.?instanceId ?? ''
  INSTANCE_NAME: settings.?instanceName ?? environmentName
  // Unencrypted secrets are for laptops only.
  ALLOW_PLAIN_SECRETS: 'false'
}

// ---------------------------------------------------------------------------------------------

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: identityName
    location: location
    tags: allTags
  }
}

module logs 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: names.?logAnalyticsWorkspace ?? 'log-${suffix}'
    existingWorkspaceId: monitoring.?workspaceId ?? ''
    insightsName: insightsName
    location: location
    tags: allTags
    retentionDays: monitoring.?logRetentionDays ?? 30
    dailyCapGB: monitoring.?logDailyCapGB ?? -1
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: storageName
    location: location
    tags: allTags
    redundancy: storageRedundancy
    isPrivate: privateNetwork
    lock: lock
    workspaceId: logs.outputs.workspaceId
    requestLogs: monitoring.?storageRequestLogs ?? false
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: vaultName
    location: location
    tags: allTags
    isPrivate: privateNetwork
    lock: lock
    workspaceId: logs.outputs.workspaceId
    secretsKey: secretsKey
    ingestSecretToken: ingestSecretToken
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  params: {
    identityName: identityName
    storageName: storageName
    insightsName: insightsName
    vaultName: vaultName
  }
  dependsOn: [identity, logs, storage, vault]
}

module vnet 'modules/network.bicep' = if (makesNetwork) {
  name: 'network'
  params: {
    name: networkName
    location: location
    tags: allTags
    addressPrefix: network.?addressPrefix ?? '10.71.0.0/24'
    fixedEgressAddress: fixedEgressAddress
  }
}

module endpoints 'modules/endpoints.bicep' = if (makesEndpoints) {
  name: 'endpoints'
  params: {
    name: networkName
    location: location
    tags: allTags
    subnetId: makesNetwork ? vnet!.outputs.endpointSubnetId : ownEndpointSubnet
    storageId: resourceId('Microsoft.Storage/storageAccounts', storageName)
    vaultId: resourceId('Microsoft.KeyVault/vaults', vaultName)
    dnsZoneIds: network.?dnsZoneIds
    dnsByPolicy: network.?dnsByPolicy ?? false
  }
  dependsOn: [storage, vault]
}

module functionApp 'modules/app.bicep' = {
  name: 'app'
  params: {
    planName: names.?plan ?? 'plan-${suffix}'
    name: appName
    location: location
    tags: allTags
    options: app
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storageName
    packageContainer: storage.outputs.packageContainer
    insightsConnectionString: logs.outputs.insightsConnectionString
    vaultName: vaultName
    requireIngestSignature: requireIngestSignature
    subnetId: appSubnetId
    isPrivate: privateApp
    allowedInboundRanges: inboundRanges
    frontDoorId: network.?frontDoorId ?? ''
    relaySettings: relaySettings
  }
  // An app that starts before its roles or the way to its storage exist fails, and Azure retries the
  // start slowly.
  dependsOn: [roles, endpoints]
}

module appEndpoint 'modules/app_endpoint.bicep' = if (privateApp) {
  name: 'app-endpoint'
  params: {
    name: networkName
    location: location
    tags: allTags
    subnetId: makesNetwork ? vnet!.outputs.endpointSubnetId : ownEndpointSubnet
    appId: functionApp.outputs.id
    dnsZoneId: network.?dnsZoneIds.?sites
    dnsByPolicy: network.?dnsByPolicy ?? false
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    prefix: environmentName
    location: location
    tags: allTags
    insightsId: insightsId
    storageId: storage.outputs.id
    email: alertEmail
    actionGroupId: monitoring.?actionGroupId ?? ''
    testsAvailability: monitoring.?availabilityTest ?? isOpen
    appUrl: functionApp.outputs.url
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    displayName: 'Webhook relay ${environmentName}'
    location: location
    tags: allTags
    insightsId: insightsId
    workspaceId: logs.outputs.workspaceId
    storageId: storage.outputs.id
    appId: functionApp.outputs.id
  }
}

module budget 'modules/budget.bicep' = if (monitoring.?budget != null) {
  name: 'budget'
  params: {
    name: 'budget-${suffix}'
    budget: monitoring.budget!
  }
}

@description('The URL of the relay.')
output RELAY_URL string = functionApp.outputs.url

@description('For func azure functionapp publish, az functionapp keys list and the like.')
output AZURE_FUNCTION_APP_NAME string = appName

@description('The vault that holds SECRETS_KEY and INGEST_SECRET_TOKEN.')
output AZURE_KEY_VAULT_NAME string = vaultName

@description('The account that holds the tables and queues.')
output AZURE_STORAGE_ACCOUNT_NAME string = storageName

@description('The address that deliveries come from, or empty where it is not fixed here.')
output EGRESS_ADDRESS string = makesNetwork ? vnet!.outputs.egressAddress : ''
