// A budget of the resource group: a mail at 80 % and at 100 % of it. It stops nothing.

import { budget as budgetOptions } from '../types.bicep'

@description('Name of the budget.')
param name string

@description('Amount, first month, addresses.')
param budget budgetOptions

resource monthly 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: budget.amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: '${budget.startDate}T00:00:00Z' }
    notifications: {
      soon: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: budget.emails
      }
      reached: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Actual'
        contactEmails: budget.emails
      }
    }
  }
}
