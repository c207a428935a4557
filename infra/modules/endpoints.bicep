// Private endpoints of storage and vault: with them, and with public access off, nothing outside the
// virtual network reaches the relay's data.

import { dnsZoneIds as zones, resourceTags } from '../types.bicep'

@description('Common part of the names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Subnet that the endpoints have addresses in.')
param subnetId string

@description('The storage account.')
param storageId string

@description('The vault.')
param vaultId string

@description('Existing DNS zones, linked to the network already; without them zones are made.')
param dnsZoneIds zones?

@description('true where a policy registers the endpoints in DNS.')
param dnsByPolicy bool

var storageSuffix = environment().suffixes.storage

// .vault.azure.net has the private zone privatelink.vaultcore.azure.net; the other clouds follow it.
var vaultZone = replace(environment().suffixes.keyvaultDns, '.vault.', 'privatelink.vaultcore.')

module blob 'endpoint.bicep' = {
  name: 'endpoint-blob'
  params: {
    name: 'pe-${name}-blob'
    location: location
    tags: tags
    subnetId: subnetId
    targetId: storageId
    groupId: 'blob'
    zoneName: 'privatelink.blob.${storageSuffix}'
    zoneId: dnsZoneIds.?blob ?? ''
    dnsByPolicy: dnsByPolicy
  }
}

module queue 'endpoint.bicep' = {
  name: 'endpoint-queue'
  params: {
    name: 'pe-${name}-queue'
    location: location
    tags: tags
    subnetId: subnetId
    targetId: storageId
    groupId: 'queue'
    zoneName: 'privatelink.queue.${storageSuffix}'
    zoneId: dnsZoneIds.?queue ?? ''
    dnsByPolicy: dnsByPolicy
  }
}

module table 'endpoint.bicep' = {
  name: 'endpoint-table'
  params: {
    name: 'pe-${name}-table'
    location: location
    tags: tags
    subnetId: subnetId
    targetId: storageId
    groupId: 'table'
    zoneName: 'privatelink.table.${storageSuffix}'
    zoneId: dnsZoneIds.?table ?? ''
    dnsByPolicy: dnsByPolicy
  }
}

module vault 'endpoint.bicep' = {
  name: 'endpoint-vault'
  params: {
    name: 'pe-${name}-vault'
    location: location
    tags: tags
    subnetId: subnetId
    targetId: vaultId
    groupId: 'vault'
    zoneName: vaultZone
    zoneId: dnsZoneIds.?vault ?? ''
    dnsByPolicy: dnsByPolicy
  }
}
