// All Azure resources of the relay, in one resource group.
//
//   az deployment sub create --location <region> --template-file infra/main.bicep --parameters ...
//   azd up
//
// docs/deploy.md has every step from an empty subscription to the first delivered event.

targetScope = 'subscription'

// ---------------------------------------------------------------------------------------------
// Location and names

@description('Name of this installation, for example relay-prod. Part of every resource name: lower-case letters, digits and hyphens.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region for everything. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@minLength(3)
param location string

@description('Resource group to create, or to update.')
@minLength(1)
@maxLength(90)
param resourceGroupName string = 'rg-${environmentName}'

// ---------------------------------------------------------------------------------------------
// Size

@description('Python version of the app.')
@allowed(['3.11', '3.12', '3.13'])
param pythonVersion string = '3.11'

@description('Memory of an instance in MB; CPU and price are in proportion.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances that the app may scale out to.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('HTTP requests that one instance handles at once before another is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 16

@description('Instances kept warm for the HTTP functions: no cold start, for a price (docs/cost.md).')
@minValue(0)
@maxValue(20)
param alwaysReadyHttp int = 0

@description('1 keeps an instance warm for the timer, 0 starts one when the timer fires.')
@minValue(0)
@maxValue(1)
param alwaysReadyTimer int = 0

@description('How storage is replicated: locally, over the zones of the region, or to a second region as well.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_LRS'

// ---------------------------------------------------------------------------------------------
// Outgoing calls

@description('true sends every delivery from one fixed address (NAT gateway), which receivers can put on an allow list.')
param fixedEgressAddress bool = false

@description('Address range of the virtual network that fixedEgressAddress makes, /27 or larger.')
@minLength(9)
param networkAddressPrefix string = '10.71.0.0/24'

// ---------------------------------------------------------------------------------------------
// Secrets. They go into the Key Vault and nowhere else; leave one empty to keep what is there.

@description('Value of SECRETS_KEY, which encrypts the webhooks\' secrets in storage. Needed once, at the first deployment.')
@secure()
param secretsKey string = ''

@description('true makes POST /api/events require a valid X-Onefuzz-Digest made with ingestSecretToken.')
param requireIngestSignature bool = false

@description('Value of INGEST_SECRET_TOKEN: the secret_token of the OneFuzz webhook that feeds the relay.')
@secure()
param ingestSecretToken string = ''

// ---------------------------------------------------------------------------------------------
// Monitoring

@description('Address that alerts are mailed to; empty for none.')
param alertEmail string = ''

@description('Resource id of an action group that alerts are sent to as well; empty for none.')
param actionGroupId string = ''

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Most log data taken in per day in GB, -1 for no limit. When it is reached, alerts see nothing until the next day.')
@minValue(-1)
@maxValue(100)
param logDailyCapGB int = -1

@description('true writes a log entry for every storage request, for an investigation: about 5 GB per million deliveries.')
param storageRequestLogs bool = false

// ---------------------------------------------------------------------------------------------
// The relay's own settings, as in the README's table and with the same defaults

@description('CHECK_WEBHOOKS_SCHEDULE: when the timer runs, six-field NCRONTAB.')
@minLength(11)
param checkWebhooksSchedule string = '*/10 * * * * *'

@description('RETRY_DELAYS: durations between attempts, the last one repeats. 10s is Singularity\'s rule.')
@minLength(2)
param retryDelays string = '10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,10s,30s,1m,2m,5m'

@description('MAX_QUEUED_UPDATES_PER_WEBHOOK: deliveries that may wait for one webhook; 0 for no limit.')
@minValue(0)
@maxValue(1000000)
param maxQueuedUpdatesPerWebhook int = 50

@description('DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS: how long a delivery may wait before a failure drops it, decimals allowed, at most 8760; 0 for never.')
@minLength(1)
param deleteUndeliverableWebhooksAfterHours string = '168'

@description('MAX_RETRY_AFTER: the longest time for which a Retry-After of a receiver is followed, such as 30m or 1h.')
@minLength(2)
param maxRetryAfter string = '1h'

@description('RETENTION_DAYS: how long events and delivery records are kept.')
@minValue(1)
@maxValue(365)
param retentionDays int = 7

@description('DELIVERY_TIMEOUT_SECONDS: deadline of one attempt, from first to last byte.')
@minValue(1)
@maxValue(100)
param deliveryTimeoutSeconds int = 10

@description('MAX_EVENT_BYTES: largest event accepted.')
@minValue(1)
@maxValue(921600)
param maxEventBytes int = 262144

@description('MAX_BATCH_BYTES: largest array of events accepted.')
@minValue(1048576)
@maxValue(16777216)
param maxBatchBytes int = 4194304

@description('WEBHOOK_CACHE_SECONDS: how long a process may work with an old list of webhooks.')
@minValue(0)
@maxValue(300)
param webhookCacheSeconds int = 5

@description('ALLOW_HTTP_TARGETS: whether webhooks may have http URLs.')
param allowHttpTargets bool = false

@description('ALLOWED_TARGET_NETWORKS: private networks that webhooks may be in, as CIDR ranges with commas between them.')
param allowedTargetNetworks string = ''

@description('MAX_SHARE_PER_WEBHOOK: part of a process\'s delivery threads that one webhook may hold, above 0 and up to 1.')
@minLength(1)
param maxSharePerWebhook string = '0.25'

@description('LOG_DELIVERIES: summary for one log line per minute and webhook, all for one more per event and attempt.')
@allowed(['summary', 'all'])
param logDeliveries string = 'summary'

@description('INSTANCE_ID: the OneFuzz instance\'s id, a UUID, for events that carry none; empty for none.')
param instanceId string = ''

@description('INSTANCE_NAME: the OneFuzz instance\'s name, for events that carry none; empty for none. Some receivers of OneFuzz require it.')
param instanceName string = environmentName

// ---------------------------------------------------------------------------------------------

var token = toLower(uniqueString(subscription().id, resourceGroupName, environmentName))
var tags = { 'azd-env-name': environmentName }

var relaySettings = {
  CHECK_WEBHOOKS_SCHEDULE: checkWebhooksSchedule
  RETRY_DELAYS: retryDelays
  MAX_QUEUED_UPDATES_PER_WEBHOOK: string(maxQueuedUpdatesPerWebhook)
  DELETE_UNDELIVERABLE_WEBHOOKS_AFTER_HOURS: deleteUndeliverableWebhooksAfterHours
  MAX_RETRY_AFTER: maxRetryAfter
  RETENTION_DAYS: string(retentionDays)
  DELIVERY_TIMEOUT_SECONDS: string(deliveryTimeoutSeconds)
  MAX_EVENT_BYTES: string(maxEventBytes)
  MAX_BATCH_BYTES: string(maxBatchBytes)
  WEBHOOK_CACHE_SECONDS: string(webhookCacheSeconds)
  ALLOW_HTTP_TARGETS: toLower(string(allowHttpTargets))
  ALLOWED_TARGET_NETWORKS: allowedTargetNetworks
  MAX_SHARE_PER_WEBHOOK: maxSharePerWebhook
  LOG_DELIVERIES: logDeliveries
  INSTANCE_ID: instanceId
  INSTANCE_NAME: instanceName
  // Unencrypted secrets are for laptops only.
  ALLOW_PLAIN_SECRETS: 'false'
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: resourceGroupName
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${environmentName}-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-${environmentName}-${token}'
    insightsName: 'appi-${environmentName}-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGB: logDailyCapGB
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    redundancy: storageRedundancy
    workspaceId: monitoring.outputs.workspaceId
    requestLogs: storageRequestLogs
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    secretsKey: secretsKey
    ingestSecretToken: ingestSecretToken
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    insightsName: monitoring.outputs.insightsName
    vaultName: vault.outputs.name
  }
}

module network 'modules/network.bicep' = if (fixedEgressAddress) {
  name: 'network'
  scope: group
  params: {
    name: '${environmentName}-${token}'
    location: location
    tags: tags
    addressPrefix: networkAddressPrefix
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    planName: 'plan-${environmentName}-${token}'
    name: 'func-${environmentName}-${token}'
    location: location
    tags: tags
    pythonVersion: pythonVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    alwaysReadyHttp: alwaysReadyHttp
    alwaysReadyTimer: alwaysReadyTimer
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainerUrl: storage.outputs.packageContainerUrl
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    secretsKeyUri: vault.outputs.secretsKeyUri
    ingestSecretTokenUri: requireIngestSignature ? vault.outputs.ingestSecretTokenUri : ''
    subnetId: fixedEgressAddress ? network!.outputs.subnetId : ''
    relaySettings: relaySettings
  }
  // An app that starts before its roles exist fails, and Azure retries the start slowly.
  dependsOn: [roles]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    prefix: environmentName
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    storageId: storage.outputs.id
    email: alertEmail
    actionGroupId: actionGroupId
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    displayName: 'Webhook relay ${environmentName}'
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    workspaceId: monitoring.outputs.workspaceId
    storageId: storage.outputs.id
    appId: app.outputs.id
  }
}

@description('The URL of the relay.')
output RELAY_URL string = app.outputs.url

@description('For func azure functionapp publish, az functionapp keys list and the like.')
output AZURE_FUNCTION_APP_NAME string = app.outputs.name

@description('The resource group that holds everything.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The vault that holds SECRETS_KEY and INGEST_SECRET_TOKEN.')
output AZURE_KEY_VAULT_NAME string = vault.outputs.name

@description('The account that holds the tables and queues.')
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('The address that deliveries come from, or empty where it is not fixed.')
output EGRESS_ADDRESS string = fixedEgressAddress ? network!.outputs.egressAddress : ''
