// The function app on a Flex Consumption plan, and its settings.

import { appOptions, resourceTags } from '../types.bicep'

@description('Name of the plan.')
param planName string

@description('Name of the app; its address begins with it.')
@maxLength(60)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Size and shape.')
param options appOptions

@description('Resource id of the identity.')
param identityId string

@description('Client id of the identity.')
param identityClientId string

@description('Name of the storage account.')
param storageName string

@description('Name of the container for deployed packages.')
param packageContainer string

@description('Where telemetry is sent.')
param insightsConnectionString string

@description('Name of the vault that has secrets-key and ingest-secret-token.')
param vaultName string

@description('Whether the app reads ingest-secret-token.')
param requireIngestSignature bool

@description('Subnet that outgoing calls leave by; empty for none.')
param subnetId string

@description('Whether only a private endpoint reaches the app.')
param isPrivate bool

@description('Address ranges that may call the app; empty for all.')
param allowedInboundRanges string[]

@description('Id of the Front Door profile that may call the app; empty for none.')
param frontDoorId string

@description('The relay\'s own settings that are no secrets, by name.')
param relaySettings resourceTags

// Each message in flight needs a thread, and so does each HTTP request; a message that waits for a
// thread is already in flight. Here each function has its own instances, so this is more than enough;
// on one shared instance, as on a laptop, it is just enough for all six queue functions.
var queueFunctions = 6
var queues = loadJsonContent('../../host.json').extensions.queues
var threads = max(queueFunctions * (queues.batchSize + queues.newBatchThreshold), httpConcurrency)
var httpConcurrency = options.?httpConcurrency ?? 16
var alwaysReadyHttp = options.?alwaysReadyHttp ?? 0
var alwaysReadyTimer = options.?alwaysReadyTimer ?? 0

// The host and the relay read the same addresses; in each cloud they end differently.
var storageUri = {
  blob: 'https://${storageName}.blob.${environment().suffixes.storage}'
  queue: 'https://${storageName}.queue.${environment().suffixes.storage}'
  table: 'https://${storageName}.table.${environment().suffixes.storage}'
}

var platformSettings = {
  AzureWebJobsStorage__blobServiceUri: storageUri.blob
  AzureWebJobsStorage__queueServiceUri: storageUri.queue
  AzureWebJobsStorage__tableServiceUri: storageUri.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AzureWebJobsDisableHomepage: 'true' // the relay's own page is there
  PYTHON_THREADPOOL_THREAD_COUNT: string(threads)
}

// References without a version: the app reads a new version at its next restart, or within a day.
var vaultSecrets = 'https://${vaultName}${environment().suffixes.keyvaultDns}/secrets'

var secretSettings = { SECRETS_KEY: '@Microsoft.KeyVault(SecretUri=${vaultSecrets}/secrets-key)' }

var ingestSettings = requireIngestSignature
  ? { INGEST_SECRET_TOKEN: '@Microsoft.KeyVault(SecretUri=${vaultSecrets}/ingest-secret-token)' }
  : {}

var warmHttp = alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
var warmTimer = alwaysReadyTimer == 0 ? [] : [{ name: 'function:check_webhooks', instanceCount: alwaysReadyTimer }]

var rangeRules = [
  for (range, index) in allowedInboundRanges: {
    name: 'range ${index + 1}'
    priority: 100 + index
    action: 'Allow'
    ipAddress: range
  }
]

var frontDoorRules = empty(frontDoorId)
  ? []
  : [
      {
        name: 'front door'
        priority: 1000
        action: 'Allow'
        tag: 'ServiceTag'
        ipAddress: 'AzureFrontDoor.Backend'
        headers: { 'x-azure-fdid': [frontDoorId] }
      }
    ]

var inboundRules = concat(rangeRules, frontDoorRules)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: {
    reserved: true
    zoneRedundant: options.?zoneRedundant ?? false
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // By this tag azd finds the app for the service in azure.yaml.
  tags: union(tags, { 'azd-service-name': 'relay' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      ipSecurityRestrictions: inboundRules
      ipSecurityRestrictionsDefaultAction: empty(inboundRules) ? 'Allow' : 'Deny'
    }
    functionAppConfig: {
      runtime: { name: 'python', version: options.?pythonVersion ?? '3.11' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storageUri.blob}/${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      // The property is documented, and missing in the published type.
      #disable-next-line BCP037
      siteUpdateStrategy: options.?updateStrategy == 'RollingUpdate' ? { type: 'RollingUpdate' } : null
      scaleAndConcurrency: {
        instanceMemoryMB: options.?instanceMemoryMB ?? 2048
        maximumInstanceCount: options.?maximumInstanceCount ?? 40
        alwaysReady: concat(warmHttp, warmTimer)
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(relaySettings, platformSettings, secretSettings, ingestSettings)
}

// Deployment with a user name and password is off; az, azd and func sign in as a person or identity.
resource noPublishingPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

@description('Resource id.')
output id string = app.id

@description('The URL of the app.')
output url string = 'https://${app.properties.defaultHostName}'
