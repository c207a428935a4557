// The function app on a Flex Consumption plan, and its settings.

@description('Name of the plan.')
param planName string

@description('Name of the app; its address begins with it.')
@maxLength(60)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Python version.')
param pythonVersion string

@description('Memory of an instance.')
param instanceMemoryMB int

@description('Most instances.')
param maximumInstanceCount int

@description('HTTP requests per instance.')
param httpConcurrency int

@description('Instances kept warm for HTTP.')
param alwaysReadyHttp int

@description('Instances kept warm for the timer.')
param alwaysReadyTimer int

@description('Resource id of the identity.')
param identityId string

@description('Client id of the identity.')
param identityClientId string

@description('Name of the storage account.')
param storageName string

@description('Address of the container for deployed packages.')
param packageContainerUrl string

@description('Where telemetry is sent.')
param insightsConnectionString string

@description('The URI of SECRETS_KEY in the vault.')
param secretsKeyUri string

@description('The URI of INGEST_SECRET_TOKEN in the vault; empty if it is not required.')
param ingestSecretTokenUri string

@description('Subnet that outgoing calls leave by; empty for none.')
param subnetId string

@description('The relay\'s own settings that are no secrets, by name.')
param relaySettings object

// Each message in flight needs a thread, and so does each HTTP request; a message that waits for a
// thread is already in flight. Here each function has its own instances, so this is more than enough;
// on one shared instance, as on a laptop, it is just enough for all six queue functions.
var queueFunctions = 6
var queues = loadJsonContent('../../host.json').extensions.queues
var threads = max(queueFunctions * (queues.batchSize + queues.newBatchThreshold), httpConcurrency)

var platformSettings = {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  PYTHON_THREADPOOL_THREAD_COUNT: string(threads)
}

var secretSettings = { SECRETS_KEY: '@Microsoft.KeyVault(SecretUri=${secretsKeyUri})' }

var ingestSettings = empty(ingestSecretTokenUri) ? {} : {
  INGEST_SECRET_TOKEN: '@Microsoft.KeyVault(SecretUri=${ingestSecretTokenUri})'
}

var warmHttp = alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
var warmTimer = alwaysReadyTimer == 0 ? [] : [{ name: 'function:check_webhooks', instanceCount: alwaysReadyTimer }]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
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
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'python', version: pythonVersion }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: concat(warmHttp, warmTimer)
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(relaySettings, platformSettings, secretSettings, ingestSettings)
}

// Deployment with a user name and password is off; az, azd and func sign in as a person or identity.
resource noPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [
  for way in ['scm', 'ftp']: {
    parent: app
    name: way
    properties: { allow: false }
  }
]

@description('Resource id.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('The URL of the app.')
output url string = 'https://${app.properties.defaultHostName}'
