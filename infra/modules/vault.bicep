// The two secrets of the installation. The app settings only refer to them.

import { resourceTags } from '../types.bicep'

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Whether only private endpoints reach it.')
param isPrivate bool

@description('Whether it is locked against deletion.')
param lock bool

@description('Where the audit log goes.')
param workspaceId string

@description('Value of SECRETS_KEY; empty keeps what is there.')
@secure()
param secretsKey string

@description('Value of INGEST_SECRET_TOKEN; empty keeps what is there.')
@secure()
param ingestSecretToken string

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    // Without SECRETS_KEY the webhooks' secrets are lost, so nobody may purge the vault by mistake.
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
  }
}

resource secretsKeySecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(secretsKey)) {
  parent: vault
  name: 'secrets-key'
  properties: {
    value: secretsKey
    contentType: 'SECRETS_KEY'
  }
}

resource ingestSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(ingestSecretToken)) {
  parent: vault
  name: 'ingest-secret-token'
  properties: {
    value: ingestSecretToken
    contentType: 'INGEST_SECRET_TOKEN'
  }
}

// The release version of this type knows no category groups.
#disable-next-line use-recent-api-versions
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

resource noDeletion 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'relay'
  scope: vault
  properties: {
    level: 'CanNotDelete'
    notes: 'Without SECRETS_KEY the secrets of the webhooks are lost.'
  }
}
