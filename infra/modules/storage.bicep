// The relay's state: tables, queues, and the container that holds the deployed package.

import { redundancy as redundancies, resourceTags } from '../types.bicep'

@description('Name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Replication.')
param redundancy redundancies

@description('Whether only private endpoints reach it.')
param isPrivate bool

@description('Whether it is locked against deletion.')
param lock bool

@description('Where request logs go.')
param workspaceId string

@description('Whether every request is logged.')
param requestLogs bool

// Each queue that the app reads has a -poison queue beside it, created here: the Functions host
// would otherwise create it when it is first needed. Unreadable messages are put into quarantine.
var queues = [
  'deliveries'
  'deliveries-poison'
  'retries'
  'retries-poison'
  'slow-deliveries'
  'slow-deliveries-poison'
  'quarantine'
]

// The tables of each day (eventsYYYYMMDD, deliveriesYYYYMMDD) are created and deleted by the app.
var tables = ['webhooks', 'pending', 'health', 'counters']

var packageContainer = 'packages'

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    // No account keys and no signatures made with them: identities only.
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Open to every network, it is still closed to everyone without a role: an app outside a virtual
    // network has no fixed address for a firewall rule.
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobService
  name: packageContainer
  properties: { publicAccess: 'None' }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-06-01' = [
  for queueName in queues: {
    parent: queueService
    name: queueName
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-06-01' = [
  for tableName in tables: {
    parent: tableService
    name: tableName
  }
]

// The release version of this type knows no category groups.
#disable-next-line use-recent-api-versions
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (requestLogs) {
  name: 'requests'
  scope: queueService
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

// The release version of this type knows no category groups.
#disable-next-line use-recent-api-versions
resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (requestLogs) {
  name: 'requests'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource noDeletion 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'relay'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds every webhook, event and delivery of the relay.'
  }
}

@description('Resource id.')
output id string = account.id

@description('Name of the container for deployed packages.')
output packageContainer string = packages.name
