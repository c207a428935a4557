// One private endpoint, with the DNS zone that makes the resource's usual name lead to it.

import { resourceTags } from '../types.bicep'

@description('Name of the endpoint.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags resourceTags

@description('Subnet that the endpoint has an address in. DNS is answered for its virtual network.')
param subnetId string

@description('Resource that is reached through it.')
param targetId string

@description('The part of the resource that is reached.')
param groupId ('blob' | 'queue' | 'table' | 'vault' | 'sites')

@description('Name of the DNS zone to make, where no zone is given.')
param zoneName string

@description('Resource id of an existing DNS zone, linked to the network already; empty makes one.')
param zoneId string

@description('true where a policy registers the endpoint in DNS: no zone is made or named.')
param dnsByPolicy bool

// ['', 'subscriptions', id, 'resourceGroups', name, 'providers', type, type, network, 'subnets', name]
var subnet = split(subnetId, '/')

var makesZone = !dnsByPolicy && empty(zoneId)

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (makesZone) {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'relay'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: resourceId(subnet[2], subnet[4], 'Microsoft.Network/virtualNetworks', subnet[8])
      }
    }
  }
}

resource registration 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = if (!dnsByPolicy) {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: groupId
        properties: { privateDnsZoneId: makesZone ? zone.id : zoneId }
      }
    ]
  }
}
