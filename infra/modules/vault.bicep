// The two secrets of the installation. The app settings only refer to them.

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Where the audit log goes.')
param workspaceId string

@description('Value of SECRETS_KEY; empty keeps what is there.')
@secure()
param secretsKey string

@description('Value of INGEST_SECRET_TOKEN; empty keeps what is there.')
@secure()
param ingestSecretToken string

var secretsKeyName = 'secrets-key'
var ingestSecretTokenName = 'ingest-secret-token'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
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
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Allow'
      bypass: 'AzureServices'
    }
  }
}

resource secretsKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(secretsKey)) {
  parent: vault
  name: secretsKeyName
  properties: {
    value: secretsKey
    contentType: 'SECRETS_KEY'
  }
}

resource ingestSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(ingestSecretToken)) {
  parent: vault
  name: ingestSecretTokenName
  properties: {
    value: ingestSecretToken
    contentType: 'INGEST_SECRET_TOKEN'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

@description('Name of the vault.')
output name string = vault.name

// URIs without a version: the app reads a new version at its next restart, or within a day.

@description('The URI of SECRETS_KEY.')
output secretsKeyUri string = '${vault.properties.vaultUri}secrets/${secretsKeyName}'

@description('The URI of INGEST_SECRET_TOKEN.')
output ingestSecretTokenUri string = '${vault.properties.vaultUri}secrets/${ingestSecretTokenName}'
