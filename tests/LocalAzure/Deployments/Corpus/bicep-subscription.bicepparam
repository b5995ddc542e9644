using './bicep-subscription.bicep'
